import type { Case } from "#domain/lifecycles/case.ts";
import { textOf } from "#domain/lifecycles/event-readers.ts";
import { caseThrough } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { Lifecycle, Money } from "#domain/lifecycles/lifecycle.ts";
import { explainNumber } from "#domain/lifecycles/numbers/explain-number.ts";
import { cardFactsOf } from "#domain/lifecycles/objects/gift-card/card-facts.ts";
import type { LifecycleType } from "#domain/lifecycles/object-key.ts";
import type { JudgedAt } from "#domain/lifecycles/object-lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { CardRow, JudgedObject, NumberRow } from "./lifecycle-store.ts";

/** The sum of each type by which a worklist shows how much is at stake; the first that is there. */
const SHOWN_SUMS: Readonly<Record<LifecycleType, readonly string[]>> = {
  order: ["ordered"],
  quote: [],
  giftCard: ["balance"],
  license: [],
  payment: ["requested", "captured", "authorized"],
  transaction: [],
  replay: [],
};

/**
 * Everything that the view keeps of an object; null where no record names it as itself. `storeOfOrder`: the
 * store of the order through which the object came about, where its own records name none.
 */
export function judgeObject(
  whole: Case,
  judged: JudgedAt,
  storeOfOrder: string | null,
): JudgedObject | null {
  const first = whole.own[0];
  const last = whole.own.at(-1);
  if (first === undefined || last === undefined) return null;
  const lifecycle = reconstruct(whole, judged);
  const explained = lifecycle.object.type === "order" ? numberOf(whole, judged) : null;
  const state = lifecycle.states.at(-1);
  const store = toldStore(whole) ?? storeOfOrder;
  return {
    row: {
      object: lifecycle.object,
      aliases: lifecycle.aliases,
      state: lifecycle.state,
      stateSinceMs: state === undefined ? first.timeMs : Date.parse(state.from),
      firstMs: first.timeMs,
      lastMs: last.timeMs,
      records: whole.own.length,
      store,
      amount: amountOf(lifecycle),
      dueMs: dueMsOf(lifecycle),
      expiresMs: expiresMsOf(lifecycle),
    },
    findings: lifecycle.findings,
    steps: lifecycle.activities.map(({ type, atMs }) => ({ type, atMs })),
    number: explained?.row ?? null,
    card: lifecycle.object.type === "giftCard" ? cardOf(whole, store) : null,
    nextChangeMs: soonestAfter(judged.atMs, [
      lifecycle.nextChangeAt === null ? null : Date.parse(lifecycle.nextChangeAt),
      explained?.nextChangeMs ?? null,
      // What is told of the future becomes part of the answer when it comes.
      whole.events.find(({ timeMs }) => timeMs > judged.atMs)?.timeMs ?? null,
    ]),
  };
}

function numberOf(
  whole: Case,
  judged: JudgedAt,
): { readonly row: NumberRow; readonly nextChangeMs: number | null } | null {
  const explanation = explainNumber(caseThrough(whole, judged.atMs), judged);
  if (explanation === null) return null;
  const { store, sequence, number, order, quote, reservedMs, usedMs, sinceMs } = explanation;
  const { reason, mayReturn, evidence, causes, nextChangeMs } = explanation;
  return {
    row: {
      store,
      sequence,
      number,
      explanation: explanation.explanation,
      causes,
      order,
      quote,
      reservedMs,
      usedMs,
      sinceMs,
      reason,
      mayReturn,
      evidence,
    },
    nextChangeMs,
  };
}

/** The first store that a record of the object, or one read beside them, names. */
export function toldStore({ own, events }: Case): string | null {
  return firstStore(own) ?? firstStore(events);
}

/** The first store that one of these records names. */
export function firstStore(events: readonly LifecycleEvent[]): string | null {
  for (const event of events) {
    const store = textOf(event, "store");
    if (store !== null) return store;
  }
  return null;
}

function amountOf({ object, money }: Lifecycle): Money | null {
  for (const sum of SHOWN_SUMS[object.type]) {
    const amount = money[sum];
    if (amount !== undefined) return amount;
  }
  return null;
}

function dueMsOf({ obligations }: Lifecycle): number | null {
  const owed = obligations.filter(({ status }) => status === "open" || status === "overdue");
  return soonest(owed.map(({ dueAt }) => Date.parse(dueAt)));
}

/** The end of a license's term; of what else expires, the first end of something that is still held. */
function expiresMsOf({ object, details, obligations }: Lifecycle): number | null {
  if (object.type === "license") {
    const { validUntil } = details;
    const ms = typeof validUntil === "string" ? Date.parse(validUntil) : Number.NaN;
    return Number.isNaN(ms) ? null : ms;
  }
  if (object.type !== "giftCard" && object.type !== "quote") return null;
  const held = obligations.filter(({ status }) => status === "open");
  return soonest(held.map(({ dueAt }) => Date.parse(dueAt)));
}

/** In the order of what happened; what is in another currency than the card's is no part of its account. */
function cardOf(whole: Case, store: string | null): JudgedObject["card"] {
  const { currency, steps } = cardFactsOf(whole);
  if (currency === null) return null;
  const entries: CardRow["entries"][number][] = [];
  for (const { entry, event } of steps) entries.push({ ...entry, seq: event.seq });
  return { store, currency, entries };
}

function soonestAfter(atMs: number, times: readonly (number | null)[]): number | null {
  return soonest(times.filter((time) => time !== null && time > atMs));
}

function soonest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
