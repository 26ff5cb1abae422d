import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { COLUMNS_MAX } from "./live-search.ts";
import type { Tail } from "./use-tail.ts";

/** What became of the connection, pause, and another column. */
export function LiveControls(props: {
  readonly tail: Tail;
  readonly isPaused: boolean;
  readonly canAdd: boolean;
  readonly onPause: () => void;
  readonly onAdd: () => void;
}) {
  const { tail, isPaused } = props;
  const waiting = [...tail.counts.waiting.values()].reduce((sum, count) => sum + count, 0);
  return (
    <header className="live-controls">
      <h1 id="live-heading">{text.live.heading}</h1>
      <p className="live-state">
        <output>
          <SeverityMark severity={tail.state === "open" ? "ok" : "warning"} />
          {text.live.state[tail.state]}
        </output>
        {isPaused && <output className="live-paused">{text.live.paused(waiting)}</output>}
      </p>
      <button type="button" className="button" aria-pressed={isPaused} onClick={props.onPause}>
        {isPaused ? text.live.resume : text.live.pause} <kbd aria-hidden="true">Space</kbd>
      </button>
      <button
        type="button"
        className="button"
        disabled={!props.canAdd}
        title={props.canAdd ? undefined : text.live.addFull(COLUMNS_MAX)}
        onClick={props.onAdd}
      >
        {text.live.add} <kbd aria-hidden="true">a</kbd>
      </button>
    </header>
  );
}
