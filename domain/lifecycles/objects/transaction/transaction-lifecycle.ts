import type { Case } from "../../case.ts";
import { eventsOf, evidenceOf, idOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Hit, ObjectLifecycle, Reading } from "../../object-lifecycle.ts";
import { signalsOf } from "../../signals-of.ts";
import { TRANSACTION_MODEL } from "./transaction-model.ts";

/** What the rules of a visit look at. */
export interface TransactionFacts {
  /** Records of a missing handler. */
  readonly handlerMissing: readonly LifecycleEvent[];
  /** Only one order came of the visit, so what names none is that order's. */
  readonly hasOneOrder: boolean;
}

function readTransaction({ own }: Case): Reading<TransactionFacts> {
  return {
    facts: {
      handlerMissing: eventsOf(own, "fulfillment.handlerMissing"),
      hasOneOrder: ordersOf(own).size === 1,
    },
    signals: signalsOf(TRANSACTION_MODEL, own),
    owed: [],
    money: {},
    details: {
      components: [...new Set(own.flatMap((event) => textOf(event, "component") ?? []))],
      sources: [...new Set(own.map(({ source }) => source))].sort(),
    },
    unknowns: [],
    changesMs: [],
  };
}

/** Orders that were numbered or placed in a visit. */
function ordersOf(own: readonly LifecycleEvent[]): ReadonlySet<string> {
  const begun = eventsOf(own, "order.numberReserved", "order.placed");
  return new Set(
    begun.flatMap((event) => idOf(event, "order") ?? idOf(event, "order", "foreignId") ?? []),
  );
}

/** Where one of the records names an order, or the visit led to only one, the finding is that order's. */
function handlerMissingHit({ handlerMissing, hasOneOrder }: TransactionFacts): Hit | null {
  const [first] = handlerMissing;
  if (
    first === undefined ||
    hasOneOrder ||
    handlerMissing.some((event) => idOf(event, "order") !== null)
  ) {
    return null;
  }
  const handlers = new Set(handlerMissing.flatMap((event) => textOf(event, "handler") ?? []));
  return {
    values: { handlers: [...handlers] },
    evidence: evidenceOf(...handlerMissing),
    sinceMs: first.timeMs,
  };
}

/** A visit to the shop, by everything that carries its transaction ID. */
export const TRANSACTION_LIFECYCLE: ObjectLifecycle<TransactionFacts> = {
  type: "transaction",
  model: TRANSACTION_MODEL,
  read: readTransaction,
  rules: [
    {
      id: "fulfillment.handler-missing",
      version: 1,
      severity: "error",
      summary: "The shop has no handler for what was bought, so it could not be produced.",
      holds: handlerMissingHit,
    },
  ],
};
