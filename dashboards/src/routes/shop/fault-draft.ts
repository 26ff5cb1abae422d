import type { ShopFault } from "#query/answers/shop-answers.ts";
import { percentText, readPercent } from "./shop-numbers.ts";

/** What is typed for faults and not applied yet: percentages by the fault's name. */
export type FaultDraft = Readonly<Record<string, string>>;

type Rated = Pick<ShopFault, "name" | "rate" | "usualRate">;

/** The percentage that is shown for a fault: typed, or the shop's. */
export function shownPercent({ name, rate }: Rated, draft: FaultDraft): string {
  return draft[name] ?? percentText(rate);
}

/** True where a fault would strike; a percentage that cannot be read counts as one. */
export function isOn(fault: Rated, draft: FaultDraft): boolean {
  return readPercent(shownPercent(fault, draft)) !== 0;
}

/** On at its own rate, or at the usual one where it has none; off at zero. */
export function turned(fault: Rated, isTurnedOn: boolean): string {
  if (!isTurnedOn) return "0";
  return percentText(fault.rate > 0 ? fault.rate : fault.usualRate);
}

/** All of them on, at their usual rates, or all off. */
export function allTurned(faults: readonly Rated[], isTurnedOn: boolean): FaultDraft {
  return Object.fromEntries(
    faults.map(({ name, usualRate }) => [name, isTurnedOn ? percentText(usualRate) : "0"]),
  );
}

export interface DraftChanges {
  /** Faults whose rate would be another, with the rates before and after. */
  readonly changes: readonly {
    readonly name: string;
    readonly from: number;
    readonly to: number;
  }[];
  /** Names of those whose percentage cannot be read. */
  readonly wrong: readonly string[];
}

/** What applying a draft would change. */
export function changesOf(faults: readonly Rated[], draft: FaultDraft): DraftChanges {
  const changes: { name: string; from: number; to: number }[] = [];
  const wrong: string[] = [];
  for (const { name, rate } of faults) {
    const typed = draft[name];
    if (typed === undefined) continue;
    const to = readPercent(typed);
    if (to === null) wrong.push(name);
    else if (to !== rate) changes.push({ name, from: rate, to });
  }
  return { changes, wrong };
}
