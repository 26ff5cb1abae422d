import type { EventAnswer } from "#query/answers/event-answer.ts";
import { text } from "../../messages/current.ts";
import { CopyButton } from "../copy-button.tsx";

/** Long lines scroll sideways, for keyboards as well. */
const SCROLLED_BY_KEYS = 0;

/** The source's own text, line for line; for JSON sources the record as stored. */
export function RawText({ event }: { readonly event: EventAnswer }) {
  const json = () => JSON.stringify(event, null, 2);
  const raw = event.raw ?? event.rawBase64;
  return (
    <section>
      <h3>{text.evidence.raw}</h3>
      {event.rawBase64 !== undefined && <p className="quiet">{text.evidence.rawBytes}</p>}
      {raw === undefined && <p className="quiet">{text.evidence.rawNone}</p>}
      <RawLines
        content={raw ?? json()}
        firstLine={raw === undefined ? undefined : event.source.line}
      />
      <div className="evidence-actions">
        {raw !== undefined && <CopyButton label={text.evidence.copyRaw} value={() => raw} />}
        <CopyButton label={text.evidence.copyJson} value={json} />
      </div>
      {raw !== undefined && (
        <details>
          <summary>{text.evidence.showJson}</summary>
          <RawLines content={json()} firstLine={undefined} />
        </details>
      )}
    </section>
  );
}

/** Line numbers are drawn by the style sheet, so that a selection holds the text alone. */
function RawLines(props: { readonly content: string; readonly firstLine: number | undefined }) {
  const first = props.firstLine;
  // The newline that ends the text does not begin another line.
  const lines = props.content
    .replace(/\n$/, "")
    .split("\n")
    .map((line, place) => ({ line, place }));
  return (
    <pre className="raw" tabIndex={SCROLLED_BY_KEYS}>
      {lines.map(({ line, place }) => (
        <span key={place} className="raw-line" data-line={first === undefined ? "" : first + place}>
          {line}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
