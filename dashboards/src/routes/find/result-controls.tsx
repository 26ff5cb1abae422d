import { getRouteApi } from "@tanstack/react-router";
import { PageLink } from "../../components/page-link.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import type { FindSearch } from "./find-search.ts";

const route = getRouteApi("/");

/** How many, which order, which time; and the way back to reading the text as an ID. */
export function ResultControls(props: {
  readonly search: FindSearch;
  readonly total: number | undefined;
}) {
  const { search } = props;
  const navigate = route.useNavigate();
  const setRange = (from: string, to: string) =>
    void navigate({
      search: ({ from: _from, to: _to, rec: _rec, ...old }: FindSearch) => ({
        ...old,
        ...(from === "" ? {} : { from }),
        ...(to === "" ? {} : { to }),
      }),
    });
  return (
    <div className="result-controls">
      <h2 className="result-total">
        {props.total === undefined ? text.find.results : text.find.total(props.total)}
      </h2>
      <Segmented
        label={text.find.order}
        value={search.order ?? "newest"}
        choices={[
          { value: "newest", label: text.find.newest },
          { value: "oldest", label: text.find.oldest },
        ]}
        onChange={(order) =>
          void navigate({
            search: ({ order: _order, ...old }: FindSearch) =>
              order === "oldest" ? { ...old, order } : old,
          })
        }
      />
      <details className="range-details" key={`${search.from ?? ""} ${search.to ?? ""}`}>
        <summary className="button small">
          {search.from === undefined && search.to === undefined
            ? text.find.clearRange
            : text.find.range(search.from ?? "…", search.to ?? "…")}
        </summary>
        <RangeFields from={search.from ?? ""} to={search.to ?? ""} onChange={setRange} />
      </details>
      {search.q !== undefined && !/\s/.test(search.q) && (
        <PageLink className="result-as" href={pages.find({ q: search.q, as: "id" })}>
          {text.find.readAs} {text.find.asId}
        </PageLink>
      )}
    </div>
  );
}

/** Both ends as the API takes them: a full time, or `now-1h`. */
function RangeFields(props: {
  readonly from: string;
  readonly to: string;
  readonly onChange: (from: string, to: string) => void;
}) {
  return (
    <form
      className="range"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        props.onChange(textOf(fields, "from"), textOf(fields, "to"));
      }}
    >
      <label>
        {text.find.from}
        <input
          className="field mono"
          name="from"
          defaultValue={props.from}
          placeholder={text.find.rangeHint}
          autoComplete="off"
        />
      </label>
      <label>
        {text.find.to}
        <input
          className="field mono"
          name="to"
          defaultValue={props.to}
          placeholder={text.find.rangeHint}
          autoComplete="off"
        />
      </label>
      <button type="submit" className="button small">
        {text.find.apply}
      </button>
      {(props.from !== "" || props.to !== "") && (
        <button type="button" className="button plain small" onClick={() => props.onChange("", "")}>
          {text.find.clearRange}
        </button>
      )}
    </form>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value.trim() : "";
}
