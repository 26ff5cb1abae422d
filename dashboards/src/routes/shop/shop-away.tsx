import { ApiProblem } from "../../api/fetch-answer.ts";
import { ProblemView } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";

type Reason = Exclude<keyof typeof text.shop.away, "rest">;

/** Problems of the shop itself, by the service's codes. */
const REASONS: Readonly<Record<string, Reason>> = {
  "not-configured": "notConfigured",
  "shop-unavailable": "unavailable",
  forbidden: "forbidden",
  "not-found": "unknown",
};

/** Why the shop gives no answer, and what to set; anything else is a problem like every other. */
export function ShopAway(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const { error } = props;
  const reason = error instanceof ApiProblem ? REASONS[error.code] : undefined;
  if (!(error instanceof ApiProblem) || reason === undefined) {
    return <ProblemView error={error} onRetry={props.onRetry} />;
  }
  const words = text.shop.away[reason];
  const isSetUp = reason !== "notConfigured";
  return (
    <section className="problem shop-away" role={isSetUp ? "alert" : undefined}>
      <h2>
        <SeverityMark severity={isSetUp ? "error" : "info"} />
        <span>{words.heading}</span>
      </h2>
      <p>{words.explain}</p>
      {"command" in words && <pre>{words.command}</pre>}
      {"also" in words && <p>{words.also}</p>}
      {isSetUp && (
        <p lang="en" className="shop-away-said">
          {error.message}
        </p>
      )}
      <p className="quiet">
        {text.shop.away.rest} <code>{text.problem.code(error.code)}</code>
      </p>
      <button type="button" className="button" onClick={props.onRetry}>
        {text.common.retry}
      </button>
    </section>
  );
}
