import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

const UNKNOWN: ReadonlySet<Explanation> = new Set([
  "unexplained",
  "source-outage",
  "in-quarantine",
]);
const USED: ReadonlySet<Explanation> = new Set(["used", "used-late", "cancelled"]);

/** Whether an order may still come under the number, and with which quote. */
export function ComeBack({ number }: { readonly number: OrderNumberAnswer }) {
  const { comeBack } = text.orderNumbers;
  const { explanation, quote, mayReturn } = number;
  if (explanation === "uncertain") {
    return <PageLink href={pages.replays()}>{comeBack.inReplays}</PageLink>;
  }
  if (UNKNOWN.has(explanation)) return <>{comeBack.notKnown}</>;
  if (USED.has(explanation)) return <span className="quiet">{comeBack.used}</span>;
  if (!mayReturn) return <>{comeBack.never}</>;
  return <>{quote === null ? comeBack.yes : comeBack.withQuote(quote)}</>;
}
