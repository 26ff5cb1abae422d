import type { PastReplay, UncertainOrder } from "#query/answers/replay-answers.ts";

/** An order that waits, or a replay that was. */
export type ReplayRow =
  | { readonly kind: "uncertain"; readonly key: string; readonly order: UncertainOrder }
  | { readonly kind: "past"; readonly key: string; readonly replay: PastReplay };

/** By which an uncertain order is opened: its foreign ID, else its number. */
export function keyOf({ foreignId, order }: UncertainOrder): string {
  return foreignId ?? order;
}

/** Of several lines the first of which something is to be replayed, as the shop decides; else the first. */
export function decisiveLine<Line extends { readonly decision: string | null }>(
  lines: readonly Line[],
): Line | undefined {
  return lines.find(({ decision }) => decision !== "none") ?? lines[0];
}

/** Uncertain orders as they come, longest wait first, then past replays, the newest first. */
export function replayRows(
  waiting: readonly UncertainOrder[],
  past: readonly PastReplay[],
): readonly ReplayRow[] {
  return [
    ...waiting.map((order) => ({
      kind: "uncertain" as const,
      key: keyOf(order),
      order,
    })),
    ...past.map((replay) => ({ kind: "past" as const, key: replay.id, replay })),
  ];
}
