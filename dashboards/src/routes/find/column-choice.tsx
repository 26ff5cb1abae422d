import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { eventTypesAnswer } from "../../api/find.ts";
import { text } from "../../messages/current.ts";
import { keepColumns } from "../../preferences/result-columns.ts";
import type { FindSearch } from "./find-search.ts";
import {
  attributePath,
  CHOSEN_COLUMNS,
  columnsText,
  DEFAULT_COLUMNS,
  isAttributeColumn,
  toggleColumn,
} from "./result-columns.ts";

const route = getRouteApi("/");

/** Which columns the results have; in the address, and kept for the next search. */
export function ColumnChoice({ shown }: { readonly shown: readonly string[] }) {
  const navigate = route.useNavigate();
  const choose = (columns: readonly string[]) => {
    const cols = columnsText(columns);
    keepColumns(cols);
    void navigate({
      search: ({ cols: _cols, ...old }: FindSearch) =>
        cols === undefined ? old : { ...old, cols },
      replace: true,
      resetScroll: false,
    });
  };
  const attributes = shown.filter(isAttributeColumn);
  return (
    <details className="choice-details">
      <summary className="button small">{text.find.columnChoice}</summary>
      <div className="choice-panel">
        <ul>
          {[...CHOSEN_COLUMNS, ...attributes].map((id) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={shown.includes(id)}
                  onChange={() => choose(toggleColumn(shown, id))}
                />
                <span className={isAttributeColumn(id) ? "mono" : undefined}>
                  {text.find.columnNames[id] ?? attributePath(id)}
                </span>
              </label>
            </li>
          ))}
        </ul>
        <AttributeColumn
          onAdd={(id) => {
            if (isAttributeColumn(id) && !shown.includes(id)) choose(toggleColumn(shown, id));
          }}
        />
        {columnsText(shown) !== undefined && (
          <button
            type="button"
            className="button plain small"
            onClick={() => choose(DEFAULT_COLUMNS)}
          >
            {text.find.columnsReset}
          </button>
        )}
      </div>
    </details>
  );
}

/** A field of the sender's own by its path; those of the catalog are offered. */
function AttributeColumn({ onAdd }: { readonly onAdd: (id: string) => void }) {
  const catalog = useQuery(eventTypesAnswer());
  const names = new Set(
    (catalog.data?.eventTypes ?? []).flatMap(({ attributes }) =>
      attributes.map(({ name }) => `attributes.${name}`),
    ),
  );
  return (
    <form
      className="choice-add"
      onSubmit={(event) => {
        event.preventDefault();
        const path = new FormData(event.currentTarget).get("path");
        if (typeof path === "string") onAdd(path.trim());
        event.currentTarget.reset();
      }}
    >
      <label>
        {text.find.columnAttribute}
        <input
          className="field mono"
          name="path"
          list="attribute-columns"
          placeholder={text.find.columnAttributeHint}
          pattern="attributes\.[\w.\-]+"
          autoComplete="off"
          required
        />
      </label>
      <datalist id="attribute-columns">
        {[...names].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <button type="submit" className="button small">
        {text.find.columnAdd}
      </button>
    </form>
  );
}
