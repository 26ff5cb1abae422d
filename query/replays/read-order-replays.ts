import { decideFromLog } from "#domain/lifecycles/objects/replay/decide-from-log.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type { JudgedAt } from "#domain/lifecycles/object-lifecycle.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { LogDecision, OrderReplays, PastReplay } from "../answers/replay-answers.ts";
import type { ObjectEvents } from "../objects/object-events.ts";
import { pastReplayAnswer } from "./past-replay.ts";

/** Replays of one order that are shown, the newest; the sweep gives up after a few. */
const REPLAYS_SHOWN_MAX = 100;

export interface ReadOrder {
  readonly replays: Omit<OrderReplays, "coverage">;
  /** Sentences for the coverage. */
  readonly reasons: readonly string[];
}

/** Everything about the replay of one order that the log tells; null where no record names it. */
export async function readOrderReplays(
  events: ObjectEvents,
  order: ObjectKey,
  judged: JudgedAt,
): Promise<ReadOrder | null> {
  const whole = await events.caseOf(order);
  if (whole === null) return null;
  const lifecycle = reconstruct(whole, judged);
  const links = lifecycle.links.filter(({ type }) => type === "replay");
  const replays: PastReplay[] = [];
  for (const { id } of links.slice(-REPLAYS_SHOWN_MAX)) {
    const replay = await events.caseOf({ type: "replay", id });
    if (replay !== null) replays.push(pastReplayAnswer(reconstruct(replay, judged)));
  }
  replays.sort((one, other) => compareTexts(one.decidedAt ?? "", other.decidedAt ?? ""));
  const left = links.length - REPLAYS_SHOWN_MAX;
  return {
    replays: {
      ...headOf(lifecycle),
      lifecycle,
      decisions: decideFromLog(whole, judged).map(decisionAnswer),
      replays,
    },
    reasons: left > 0 ? [`Of its replays the newest ${REPLAYS_SHOWN_MAX} are shown.`] : [],
  };
}

function headOf({ object, aliases, details, money }: Lifecycle) {
  const { store } = details;
  return {
    order: object.id,
    foreignId: aliases[0] ?? (isForeignId(object.id) ? object.id : null),
    store: typeof store === "string" ? store : null,
    amount: money["ordered"] ?? null,
  };
}

function isForeignId(id: string): boolean {
  return /^[1-9][0-9]-[0-9]{5,7}$/.test(id);
}

function decisionAnswer(unit: ReturnType<typeof decideFromLog>[number]): LogDecision {
  const { lineItemId, inputs, decided, needs, restsOnAbsence } = unit;
  return {
    lineItemId,
    inputs: inputs.map(({ fact, question, answer, value, basis, evidence }) => ({
      fact,
      question,
      answer,
      value,
      basis,
      evidence: [...evidence],
    })),
    decision: decided?.decision ?? null,
    branch: decided?.branch ?? null,
    why: decided?.why ?? null,
    needs,
    restsOnAbsence,
  };
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
