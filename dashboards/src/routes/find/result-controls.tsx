import { getRouteApi } from "@tanstack/react-router";
import { ExportButton } from "../../components/exports/export-button.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { timeParts } from "../../time/format-time.ts";
import { ColumnChoice } from "./column-choice.tsx";
import type { FindSearch } from "./find-search.ts";
import { SaveSearch } from "./save-search.tsx";
import { zoomedOut } from "./zoom-out.ts";

const route = getRouteApi("/");

/** How many, which order, time and columns; what can be done with the search; and the way to read it as an ID. */
export function ResultControls(props: {
  readonly search: FindSearch;
  readonly columns: readonly string[];
  readonly total: number | undefined;
}) {
  const { search } = props;
  const { q, from, to } = search;
  const navigate = route.useNavigate();
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
      <TimeChoice search={search} />
      <div className="result-acts">
        {q !== undefined && !/\s/.test(q) && (
          <PageLink className="result-as" href={pages.find({ q, as: "id" })}>
            {text.find.readAs} {text.find.asId}
          </PageLink>
        )}
        <ColumnChoice shown={props.columns} />
        {q !== undefined && <SaveSearch q={q} />}
        <ExportButton what={exportedSearch(q, from, to)} hasKey />
      </div>
    </div>
  );
}

function exportedSearch(q = "", from?: string, to?: string) {
  return {
    kind: "search" as const,
    q,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The range in words, fields to change it, and the ways back out of it. */
export function TimeChoice({ search }: { readonly search: FindSearch }) {
  const { from, to } = search;
  const navigate = route.useNavigate();
  const zone = useZone();
  const setRange = (begin: string, end: string) =>
    void navigate({
      search: ({ from: _from, to: _to, rec: _rec, ...old }: FindSearch) => ({
        ...old,
        ...(begin === "" ? {} : { from: begin }),
        ...(end === "" ? {} : { to: end }),
      }),
    });
  const wider = zoomedOut(from, to);
  return (
    <>
      <details className="range-details" key={`${from ?? ""} ${to ?? ""}`}>
        <summary className="button small">
          {from === undefined && to === undefined
            ? text.find.clearRange
            : text.find.range(endText(from, zone), endText(to, zone))}
        </summary>
        <RangeFields from={from ?? ""} to={to ?? ""} onChange={setRange} />
      </details>
      {wider !== null && (
        <button
          type="button"
          className="button small"
          onClick={() => setRange(wider.from, wider.to)}
        >
          {text.find.zoomOut}
        </button>
      )}
      {(from !== undefined || to !== undefined) && (
        <button type="button" className="button plain small" onClick={() => setRange("", "")}>
          {text.find.clearRange}
        </button>
      )}
    </>
  );
}

/** An end of the range in the reader's zone; one that only the service knows (`now-1h`) as it was typed. */
function endText(end: string | undefined, zone: string): string {
  if (end === undefined) return "…";
  if (!/^\d{4}-.*Z$/.test(end) || Number.isNaN(Date.parse(end))) return end;
  const { date, clock, ms } = timeParts(new Date(end).toISOString(), zone);
  return `${date} ${clock}.${ms}`;
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
    </form>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value.trim() : "";
}
