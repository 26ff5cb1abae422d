import "./coverage-line.css";
import { text } from "../messages/current.ts";
import { useZone } from "../preferences/use-zone.ts";
import { zoneLabel } from "../time/format-time.ts";
import { useShownCoverage } from "./coverage-context.tsx";
import type { LiveCoverage, ShownCoverage } from "./coverage-context.tsx";
import { SeverityMark } from "./severity.tsx";
import { TimeText } from "./time-text.tsx";

/** At the foot of every screen: how complete the answer is, and through which position it was read. */
export function CoverageLine() {
  const shown = useShownCoverage();
  const zone = useZone();
  if (shown === null) {
    return (
      <footer className="coverage" aria-label={text.coverage.label}>
        <span className="quiet">{text.coverage.none}</span>
      </footer>
    );
  }
  const { coverage } = shown;
  const ledgers: LiveCoverage["ledgers"] = coverage.ledgers;
  const through = ledgers.reduce((sum, ledger) => sum + ledger.throughSeq, 0);
  const head = ledgers.reduce((sum, ledger) => sum + ledger.headSeq, 0);
  const answeredAt = new Date(shown.answeredAtMs).toISOString();
  return (
    <footer className="coverage" aria-label={text.coverage.label}>
      <StatusBadge coverage={coverage} />
      <span>{text.coverage.readThrough(through, head)}</span>
      {coverage.status !== "live" && (
        <span className="coverage-wide">{text.coverage.quarantined(coverage.quarantined)}</span>
      )}
      <span className="coverage-wide">
        {text.coverage.ledgers(ledgers.map((ledger) => ledger.ledger))}
      </span>
      <span className="coverage-answered coverage-wide">
        {text.coverage.answeredAt} <TimeText iso={answeredAt} zone={zone} />{" "}
        {zoneLabel(answeredAt, zone)}
        {shown.onReadAgain !== undefined && (
          <button type="button" className="coverage-again" onClick={shown.onReadAgain}>
            {text.coverage.readAgain}
          </button>
        )}
      </span>
    </footer>
  );
}

function StatusBadge({ coverage }: { readonly coverage: ShownCoverage["coverage"] }) {
  if (coverage.status === "partial") return <PartialBadge reasons={coverage.reasons} />;
  return (
    <strong className="coverage-status">
      <SeverityMark severity={coverage.status === "live" ? "info" : "ok"} />
      {coverage.status === "live" ? text.coverage.live : text.coverage.complete}
    </strong>
  );
}

/** The browser's own popover: it closes with Esc or a click beside it, and the focus stays. */
function PartialBadge({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <>
      <button type="button" className="coverage-status coverage-partial" popoverTarget="partial">
        <SeverityMark severity="warning" />
        {text.coverage.partial}
      </button>
      <div id="partial" popover="auto" className="coverage-reasons">
        <h2>{text.coverage.why}</h2>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </>
  );
}
