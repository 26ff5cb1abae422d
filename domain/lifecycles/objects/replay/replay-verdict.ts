import { FACT_NAMES, type FactName } from "#domain/replay/replay-facts.ts";
import { textOf } from "../../event-readers.ts";
import type { JudgedAt } from "../../object-lifecycle.ts";
import type { PastReplay } from "./replay-facts-of.ts";

/**
 * What a past replay was. `right`: what the table says, and checked, or rightly nothing. `needless`: nothing was
 * missing. `harmful`: it gave what was not owed, left out what was, or loaded the wrong documents.
 * `unverified`: right as far as known, but its check failed or never came. `unknown`: the log does not tell.
 */
export type ReplayVerdict = "right" | "needless" | "harmful" | "unverified" | "unknown";

/** Why, by name; the sentence of each stands in `texts/en/replay.ts`. */
export type VerdictReason =
  | "noDecision"
  | "inputUnknown"
  | "dryRun"
  | "dryRunDiffers"
  | "mixedPair"
  | "keyBeforeInfo"
  | "notPaid"
  | "nothingMissing"
  | "overruled"
  | "owedAndNotDone"
  | "otherThanTable"
  | "rightlyNothing"
  | "verified"
  | "checkFailed"
  | "neverChecked"
  | "checkAwaited";

export interface JudgedReplay {
  readonly verdict: ReplayVerdict;
  readonly why: VerdictReason;
}

/** Documents of more than one line item were loaded. */
export function lineItemsLoaded({ loaded }: PastReplay): ReadonlySet<string> {
  return new Set(loaded.flatMap((event) => textOf(event, "lineItemId") ?? []));
}

/**
 * GetKeyRequest was loaded first, though the main database did not have the order: as the decision states, or,
 * where no decision is told, as OrderInfo shows that was loaded after it.
 */
export function isKeyBeforeInfo({ loaded, stated, fromLog, decided }: PastReplay): boolean {
  const [first] = loaded;
  if (textOf(first, "document") !== "getKeyRequest") return false;
  if (decided !== undefined) return stated.inMainDb?.value === false;
  const isLoadedAfter = loaded.some((event) => textOf(event, "document") === "orderInfo");
  return isLoadedAfter && fromLog.inMainDb?.value !== true;
}

/** What the decision was made on: as stated, else as the log tells. */
export function basisOf({ decided, stated, fromLog }: PastReplay): PastReplay["stated"] {
  return decided === undefined ? fromLog : stated;
}

/** The verdict on one replay at `judged.atMs`, and why. */
export function judgeReplay(replay: PastReplay, judged: JudgedAt): JudgedReplay {
  const { chosen, isDryRun, table } = replay;
  if (chosen === null) return { verdict: "unknown", why: "noDecision" };
  if (lineItemsLoaded(replay).size > 1) return { verdict: "harmful", why: "mixedPair" };
  if (isKeyBeforeInfo(replay)) return { verdict: "harmful", why: "keyBeforeInfo" };
  const right = table.decided?.decision ?? null;
  if (right === null) return { verdict: "unknown", why: "inputUnknown" };
  if (isDryRun) {
    return right === chosen
      ? { verdict: "right", why: "dryRun" }
      : { verdict: "unknown", why: "dryRunDiffers" };
  }
  if (right !== chosen) return differing(replay);
  if (chosen === "none") return { verdict: "right", why: "rightlyNothing" };
  return checked(replay, judged);
}

function differing(replay: PastReplay): JudgedReplay {
  const { chosen, table } = replay;
  if (chosen === "none") return { verdict: "harmful", why: "owedAndNotDone" };
  switch (table.decided?.branch) {
    case "unpaid":
      return { verdict: "harmful", why: "notPaid" };
    case "complete":
      return { verdict: "needless", why: "nothingMissing" };
    case "present-not-paid":
    case "unlicensed-renewal-refused":
      return { verdict: "harmful", why: "overruled" };
    default:
      return { verdict: "harmful", why: "otherThanTable" };
  }
}

function checked(
  { verified, lastCheck, decided, loaded }: PastReplay,
  judged: JudgedAt,
): JudgedReplay {
  if (verified !== undefined) return { verdict: "right", why: "verified" };
  if (lastCheck !== undefined) return { verdict: "unverified", why: "checkFailed" };
  const beganMs = (decided ?? loaded[0])?.timeMs ?? judged.atMs;
  return judged.atMs > beganMs + judged.deadlines.replayVerifiedMs
    ? { verdict: "unverified", why: "neverChecked" }
    : { verdict: "unknown", why: "checkAwaited" };
}

/** Facts of which other records told something else by then than the decision states. */
export function disputedFacts({ stated, fromLog }: PastReplay): FactName[] {
  return FACT_NAMES.filter((fact) => {
    const one = stated[fact];
    const other = fromLog[fact];
    return one !== undefined && other?.basis === "told" && one.value !== other.value;
  });
}
