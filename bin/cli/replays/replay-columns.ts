import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import type { LogDecision, PastReplay, UncertainOrder } from "#query/answers/replay-answers.ts";
import type { Column } from "../table.ts";

/** `wholeOrder`, or what must be known first; where lines differ, each. */
export function decisionsText(decisions: readonly LogDecision[]): string {
  const texts = decisions.map(({ decision, needs, restsOnAbsence }) =>
    decision === null
      ? `not known: ${needs ?? "the order"}`
      : `${decision}${restsOnAbsence ? " (as far as the log is whole)" : ""}`,
  );
  return [...new Set(texts)].join(", ");
}

export const UNCERTAIN_COLUMNS: readonly Column<UncertainOrder>[] = [
  { title: "order", value: ({ order }) => order, style: "bold" },
  { title: "foreign ID", value: ({ foreignId }) => foreignId ?? "" },
  { title: "store", value: ({ store }) => store ?? "" },
  {
    title: "amount",
    value: ({ amount }) => (amount === null ? "" : formatAmount(amount)),
    alignRight: true,
  },
  { title: "uncertain since", value: ({ uncertainSince }) => uncertainSince },
  { title: "for", value: ({ uncertainForMs }) => formatDuration(uncertainForMs) },
  { title: "to be replayed", value: ({ decisions }) => decisionsText(decisions), wrap: "text" },
  { title: "replays", value: ({ replays }) => String(replays), alignRight: true },
  {
    title: "findings",
    value: ({ findings }) => findings.map(({ rule }) => rule).join(", "),
    style: "yellow",
    wrap: "items",
  },
];

export const PAST_COLUMNS: readonly Column<PastReplay>[] = [
  { title: "replay", value: ({ id }) => id, style: "bold" },
  { title: "order", value: ({ order }) => order ?? "" },
  { title: "decided", value: ({ decidedAt }) => decidedAt ?? "" },
  { title: "by", value: ({ by }) => by ?? "" },
  { title: "replayed", value: ({ decision, isDryRun }) => whatWasDone(decision, isDryRun) },
  { title: "state", value: ({ state }) => state },
  { title: "verdict", value: ({ verdict }) => verdict, style: "cyan" },
  { title: "why", value: ({ why }) => why, wrap: "text" },
];

function whatWasDone(decision: string | null, isDryRun: boolean): string {
  return `${decision ?? "not told"}${isDryRun ? " (dry run)" : ""}`;
}
