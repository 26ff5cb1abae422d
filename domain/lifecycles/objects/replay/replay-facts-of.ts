import type { ReplayDecision } from "#domain/replay/replay-facts.ts";
import type { Case } from "../../case.ts";
import { eventsOf, firstOf, idOf, textOf, truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { factsFromLog, type LogUnit, unitsOf } from "./facts-from-log.ts";
import { decideKnown, type DecidedFromKnown, type KnownFacts } from "./replay-inputs.ts";
import { statedFacts } from "./stated-facts.ts";

/** What the events of one replay come to, with what the log told of its order until then. */
export interface PastReplay {
  readonly decided: LifecycleEvent | undefined;
  readonly loaded: readonly LifecycleEvent[];
  readonly verified: LifecycleEvent | undefined;
  /** The last check, `replay.verified` or `replay.failed`. */
  readonly lastCheck: LifecycleEvent | undefined;
  /** What was done: as decided; where no decision is told, what was loaded. Null where neither is told. */
  readonly chosen: ReplayDecision | null;
  readonly isDryRun: boolean;
  readonly order: string | null;
  /** What the decision states that it was made on; empty where no decision is told. */
  readonly stated: KnownFacts;
  /** What other records told by then. */
  readonly fromLog: KnownFacts;
  /** By the table, of what is stated; of what the log tells where no decision is. */
  readonly table: DecidedFromKnown;
}

const DECISIONS: readonly ReplayDecision[] = ["none", "wholeOrder", "orderInfo", "getKeyRequest"];

export function pastReplayOf(whole: Case): PastReplay {
  const { own } = whole;
  const decided = firstOf(own, "replay.decided");
  const loaded = eventsOf(own, "replay.documentLoaded");
  const begin = decided ?? loaded[0];
  const order = idOf(begin ?? own[0], "order");
  const fromLog = begin === undefined || order === null ? {} : logBefore(whole, order, begin);
  const stated = decided === undefined ? {} : statedFacts(decided);
  return {
    decided,
    loaded,
    verified: firstOf(own, "replay.verified"),
    lastCheck: own.findLast(({ type }) => type === "replay.verified" || type === "replay.failed"),
    chosen: chosenIn(decided, loaded),
    isDryRun: truthOf(decided, "dryRun") === true,
    order,
    stated,
    fromLog,
    table: decideKnown(decided === undefined ? fromLog : stated),
  };
}

function chosenIn(
  decided: LifecycleEvent | undefined,
  loaded: readonly LifecycleEvent[],
): ReplayDecision | null {
  if (decided !== undefined) {
    return DECISIONS.find((decision) => decision === textOf(decided, "decision")) ?? null;
  }
  const documents = new Set(loaded.map((event) => textOf(event, "document")));
  if (documents.has("orderInfo")) {
    return documents.has("getKeyRequest") ? "wholeOrder" : "orderInfo";
  }
  return documents.has("getKeyRequest") ? "getKeyRequest" : null;
}

/** What the order's records before the replay tell of the line that was replayed. */
function logBefore(whole: Case, order: string, begin: LifecycleEvent): KnownFacts {
  const events = whole.of("order", order);
  const before = events
    .slice(0, events.indexOf(begin))
    // What an earlier replay stated is no record of what happened.
    .filter(({ type }) => type !== "replay.decided");
  const units = unitsOf(before);
  const unit = units.find(({ lineItemId }) => lineItemId === textOf(begin, "lineItemId"));
  const [first] = units;
  const replayed: LogUnit | undefined = unit ?? (units.length === 1 ? first : undefined);
  if (replayed === undefined || before.length === 0) return {};
  // Of other licenses than the order's own the case holds no records.
  return factsFromLog(
    { own: before, atMs: begin.timeMs, licenseEvents: (id) => whole.of("license", id) },
    replayed,
  );
}
