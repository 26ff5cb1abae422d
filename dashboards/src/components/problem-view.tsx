import "./problem-view.css";
import { ApiProblem, isOffline, isSignedOut } from "../api/fetch-answer.ts";
import { text } from "../messages/current.ts";
import { useZone } from "../preferences/use-zone.ts";
import { zoneLabel } from "../time/format-time.ts";
import { CodedText } from "./coded-text.tsx";
import { SeverityMark } from "./severity.tsx";
import { TimeText } from "./time-text.tsx";

/** What failed, what is safe, the code, and a way on. */
export function ProblemView(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const { error } = props;
  if (isSignedOut(error)) return <SignInView onRetry={props.onRetry} />;
  const isProblem = error instanceof ApiProblem;
  const message = isOffline(error)
    ? text.problem.offline
    : isProblem
      ? error.message || text.problem.unexpected(error.status)
      : text.problem.pageFailed;
  return (
    <section className="problem" role="alert">
      <h2>
        <SeverityMark severity="error" />
        <span>
          <CodedText words={message} />
        </span>
      </h2>
      {isOffline(error) && <p>{text.problem.offlineHint}</p>}
      {isProblem && error.status === 403 && <p>{text.signIn.refused}</p>}
      <p className="quiet">
        {text.problem.safe} {isProblem && <code>{text.problem.code(error.code)}</code>}
      </p>
      <button type="button" className="button" onClick={props.onRetry}>
        {text.common.retry}
      </button>
    </section>
  );
}

/** In one line, where an act failed and what it was asked from is still in sight. */
export function ProblemLine({ error }: { readonly error: unknown }) {
  return (
    <p className="problem-line" role="alert">
      <SeverityMark severity="error" />
      <span>
        <CodedText words={staleReason(error)} />
      </span>
    </p>
  );
}

/** Not signed in is no dead end: it says how to get a link, and keeps the address. */
function SignInView({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <section className="problem sign-in" role="alert">
      <h1>{text.signIn.heading}</h1>
      <p>{text.signIn.explain}</p>
      <pre>{text.signIn.command}</pre>
      <p>{text.signIn.afterwards}</p>
      <button type="button" className="button primary" onClick={onRetry}>
        {text.signIn.retry}
      </button>
    </section>
  );
}

/** Above a last answer that could not be renewed: why, and of when it is. */
export function StaleLine(props: {
  readonly error: unknown;
  /** Epoch milliseconds of the answer that is shown; none for a stream. */
  readonly answeredAtMs?: number;
  readonly onRetry: () => void;
}) {
  const zone = useZone();
  const at =
    props.answeredAtMs === undefined ? undefined : new Date(props.answeredAtMs).toISOString();
  return (
    <output className="stale">
      <SeverityMark severity="warning" />
      <span>
        {staleReason(props.error)}{" "}
        {at !== undefined && (
          <>
            {text.problem.shownIs} <TimeText iso={at} zone={zone} withDate /> {zoneLabel(at, zone)}
            {text.common.period}
          </>
        )}
      </span>
      <button type="button" className="button small" onClick={props.onRetry}>
        {text.common.retry}
      </button>
    </output>
  );
}

function staleReason(error: unknown): string {
  if (isSignedOut(error)) return text.signIn.ended;
  if (isOffline(error)) return text.problem.offline;
  if (error instanceof ApiProblem) return error.message || text.problem.unexpected(error.status);
  return text.problem.pageFailed;
}
