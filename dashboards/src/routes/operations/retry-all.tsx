import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { isRunning } from "./use-retry-all.ts";
import type { RetryProgress } from "./use-retry-all.ts";

export function RetryAllDialog(props: {
  readonly source: string | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const words = text.quarantine.retryAll;
  return (
    <ConfirmDialog
      heading={words.heading(props.source)}
      verb={words.confirm}
      onConfirm={async () => props.onConfirm()}
      onClose={props.onClose}
    >
      <p>{words.effect}</p>
    </ConfirmDialog>
  );
}

/** How far it is, and what came of it, until it is closed. */
export function RetryAllProgress(props: {
  readonly progress: RetryProgress;
  readonly onStop: () => void;
  readonly onClose: () => void;
}) {
  const { state, all, done, accepted, still, error } = props.progress;
  const words = text.quarantine.retryAll;
  const goesOn = isRunning(props.progress);
  return (
    <div className="operations-outcome">
      {state === "listing" && <output>{words.listing}</output>}
      {state !== "listing" && (
        <output>
          {state === "done" && <b>{all === 0 ? words.none : words.done} </b>}
          {state === "stopped" && <b>{words.stopped} </b>}
          {words.progress(done, all)} {words.outcome(accepted, still)}
        </output>
      )}
      {goesOn && (
        <progress max={Math.max(1, all)} value={done} aria-label={words.progress(done, all)} />
      )}
      <button
        type="button"
        className="button small"
        onClick={goesOn ? props.onStop : props.onClose}
      >
        {goesOn ? words.stop : text.common.close}
      </button>
      {error !== null && <ProblemLine error={error} />}
    </div>
  );
}
