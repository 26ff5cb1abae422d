import { useRef } from "react";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { LIVE_ROWS_MAX } from "./tail-rows.ts";
import type { Tail } from "./use-tail.ts";

/** Filter, pause, rate, and what became of the connection. */
export function LiveControls(props: {
  readonly query: string;
  readonly tail: Tail;
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onQuery: (query: string) => void;
}) {
  const { tail, isPaused } = props;
  const input = useRef<HTMLInputElement>(null);
  useShortcuts("page", { "/": () => input.current?.select() });
  return (
    <header className="live-controls">
      <h1 id="live-heading">{text.live.heading}</h1>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            props.onQuery(input.current?.value.trim() ?? "");
            input.current?.blur();
          }}
        >
          <input
            ref={input}
            className="field mono"
            aria-label={text.live.filter}
            placeholder={text.live.filterPlaceholder}
            defaultValue={props.query}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
          <button type="submit" className="button small">
            {text.live.apply}
          </button>
        </form>
      </search>
      <button type="button" className="button" aria-pressed={isPaused} onClick={props.onPause}>
        {isPaused ? text.live.resume : text.live.pause} <kbd aria-hidden="true">Space</kbd>
      </button>
      <p className="live-state">
        <output>
          <SeverityMark severity={tail.state === "open" ? "ok" : "warning"} />
          {text.live.state[tail.state]}
        </output>
        <span>{text.live.rate(tail.ratePerSecond)}</span>
        <span>{text.live.kept(tail.rows.rows.length, LIVE_ROWS_MAX)}</span>
        {isPaused && <output className="live-paused">{text.live.paused(tail.waiting)}</output>}
      </p>
    </header>
  );
}
