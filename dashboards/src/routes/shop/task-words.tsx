import type { ShopTask } from "#query/answers/shop-answers.ts";
import { type Severity, SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";

const RECURRENCES = ["once", "hourly", "daily", "weekly"] as const;

/** A recurrence in words; a cron expression as it is. */
export function RecurrenceText({ recurrence }: { readonly recurrence: string }) {
  const named = RECURRENCES.find((name) => name === recurrence);
  if (named !== undefined) return <>{text.shop.tasks.recurrences[named]}</>;
  return <span className="mono">{recurrence}</span>;
}

const SEVERITIES: Readonly<Record<NonNullable<ShopTask["last"]>["outcome"], Severity>> = {
  success: "ok",
  failure: "error",
  unknown: "warning",
  missed: "warning",
};

/** How the last run ended, in shape and word. */
export function OutcomeText({ last }: { readonly last: ShopTask["last"] }) {
  if (last === null) return <span className="quiet">{text.shop.tasks.noLast}</span>;
  return (
    <span className="task-outcome">
      <SeverityMark severity={SEVERITIES[last.outcome]} />
      {text.shop.tasks.outcomes[last.outcome]}
    </span>
  );
}

/** A wall time as people read it: `2026-01-06 07:30`. */
export function wallText(time: string): string {
  return time.replace("T", " ");
}
