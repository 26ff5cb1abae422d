import { licenseStateAt } from "#domain/licenses/license-state.ts";
import type { ReplayFacts } from "#domain/replay/replay-facts.ts";
import {
  entriesOf,
  evidenceOf,
  idOf,
  instantOf,
  listOf,
  minorIn,
  textOf,
} from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { type PaymentFacts, paymentFactsOf, takenMinor } from "../payment/read-payment.ts";
import type { InputBasis, KnownFact, KnownFacts } from "./replay-inputs.ts";
import { statedFacts } from "./stated-facts.ts";

/** What is decided on: one license line of an order, or an order that has none. */
export interface LogUnit {
  readonly lineItemId: string | null;
  readonly isLicensed: boolean;
  /** No other line of the order has a license, so what names no line is about this one. */
  readonly isOnlyLicense: boolean;
}

/** An order's own events before the decision, in order. */
export interface OrderLog {
  readonly own: readonly LifecycleEvent[];
  readonly atMs: number;
  /** Events of a license, as far as they are at hand. */
  readonly licenseEvents: (id: string) => readonly LifecycleEvent[];
}

type Known<Value> = {
  readonly value: Value;
  readonly basis: InputBasis;
  readonly evidence: KnownFact["evidence"];
};

function known<Value>(
  value: Value,
  basis: InputBasis,
  ...events: readonly (LifecycleEvent | undefined)[]
): Known<Value> {
  return { value, basis, evidence: evidenceOf(...events) };
}

/** What made it an order; undefined where nothing tells so. */
export function orderRecord(own: readonly LifecycleEvent[]): LifecycleEvent | undefined {
  return (
    own.find(({ type }) => type === "order.placed") ??
    own.find(({ type }) => type === "order.uncertain")
  );
}

/** The license lines of an order that are neither cancelled nor returned, or the order as a whole. */
export function unitsOf(own: readonly LifecycleEvent[]): LogUnit[] {
  const gone = new Set(
    own
      .filter(({ type }) => type === "order.cancelled" || type === "order.returned")
      .flatMap((event) => listOf(event, "lineItemIds")),
  );
  const lines = entriesOf(orderRecord(own), "lines").filter(
    ({ lineItemId }) => typeof lineItemId !== "string" || !gone.has(lineItemId),
  );
  const licensed = lines.filter(({ kind }) => kind === "license");
  if (licensed.length === 0) {
    const lineItemId = lines[0]?.["lineItemId"];
    const isTold = typeof lineItemId === "string";
    return [{ lineItemId: isTold ? lineItemId : null, isLicensed: false, isOnlyLicense: true }];
  }
  return licensed.map(({ lineItemId }) => ({
    lineItemId: typeof lineItemId === "string" ? lineItemId : null,
    isLicensed: true,
    isOnlyLicense: licensed.length === 1,
  }));
}

/**
 * What the log knows of the facts of one unit: what events tell, else what the last `replay.decided` states,
 * else what no record tells. A fact of which none of these speaks is not there.
 */
export function factsFromLog(log: OrderLog, unit: LogUnit): KnownFacts {
  const { own } = log;
  const record = orderRecord(own);
  const lastDecided = own.findLast((event) => isDecisionOn(event, unit));
  const stated = lastDecided === undefined ? {} : statedFacts(lastDecided);
  const paid = paidFromLog(own, record) ?? stated.paid;
  const main = mainFromLog(own, unit);
  const previousLicenseId = previousFromLog(own, unit) ?? stated.previousLicenseId;
  const previousLicenseState =
    previousStateFromLog(log, previousLicenseId) ?? stated.previousLicenseState;
  const inMainDb = main.inMainDb ?? stated.inMainDb ?? known(false, "absence", record);
  const mainState = main.mainState ?? stated.mainState;
  return {
    foundInWebDb:
      record === undefined ? known(false, "absence", own[0]) : known(true, "told", record),
    ...(paid !== undefined && { paid }),
    inMainDb,
    ...(mainState !== undefined && { mainState }),
    licenseGenerated:
      licenseFromLog(own, unit, record) ??
      stated.licenseGenerated ??
      known(false, "absence", record),
    ...(previousLicenseId !== undefined && { previousLicenseId }),
    ...(previousLicenseState !== undefined && { previousLicenseState }),
  };
}

function isDecisionOn(event: LifecycleEvent, { lineItemId }: LogUnit): boolean {
  if (event.type !== "replay.decided") return false;
  const named = textOf(event, "lineItemId");
  return named === null || lineItemId === null || named === lineItemId;
}

/**
 * Paid where the payments that were taken cover the amount; undefined where one of them is not known. Where no
 * record says what was taken, or in which currency of the order, it is paid when each of them was taken.
 */
function paidFromLog(
  own: readonly LifecycleEvent[],
  record: LifecycleEvent | undefined,
): Known<boolean> | undefined {
  if (record === undefined) return undefined;
  if (record.amount !== null && record.amount.minor === 0) return known(true, "told", record);
  const byPayment = Map.groupBy(
    own.filter(({ type }) => type.startsWith("payment.")),
    (event) => idOf(event, "payment"),
  );
  let coveredMinor = 0;
  let taken = 0;
  let isCounted = record.amount !== null;
  let isOpen = byPayment.size === 0;
  const evidence: LifecycleEvent[] = [];
  for (const events of byPayment.values()) {
    const facts = paymentFactsOf(events);
    const last = events.findLast(({ type }) => type !== "payment.requested");
    if (last === undefined || last.type === "payment.timedOut") isOpen = true;
    if (isKept(facts)) {
      const minor = askedMinor(facts) || takenMinor(facts);
      isCounted &&= minor > 0 && facts.currency === record.amount?.currency;
      coveredMinor += minor;
      taken += 1;
    }
    evidence.push(last ?? events[0] ?? record);
  }
  const isCovered = isCounted
    ? coveredMinor >= (record.amount?.minor ?? 0)
    : taken === byPayment.size;
  if (taken > 0 && isCovered) return known(true, "told", ...evidence);
  return isOpen || (taken > 0 && !isCounted) ? undefined : known(false, "told", ...evidence);
}

function askedMinor({ requested, currency }: PaymentFacts): number {
  return requested === undefined ? 0 : (minorIn(requested, currency) ?? 0);
}

/** It was taken, and not given back as a whole. */
function isKept(facts: PaymentFacts): boolean {
  const { captures, readsPaid, refunds, refundedMinor, isTakenUnknown } = facts;
  if (captures.length + readsPaid.length === 0) return false;
  return isTakenUnknown ? refunds.length === 0 : takenMinor(facts) > refundedMinor;
}

/** A line that did not come with its order is absent, unless the order's own state forbids everything. */
function mainFromLog(
  own: readonly LifecycleEvent[],
  unit: LogUnit,
): {
  readonly inMainDb?: Known<boolean>;
  readonly mainState?: Known<ReplayFacts["mainState"]>;
} {
  // GetKeyRequest alone brings no order.
  const loaded = own.filter(
    (event) => event.type === "order.replicated" && textOf(event, "document") !== "getKeyRequest",
  );
  const last = loaded.at(-1);
  if (last === undefined) return {};
  const state = textOf(last, "state");
  const mainState: ReplayFacts["mainState"] =
    state === "paid" || state === "unpaid" ? state : "other";
  const ofUnit = loaded.find((event) => isOfUnit(event, unit));
  if (ofUnit === undefined && mainState === "paid") return {};
  const toldState =
    state === null ? {} : { mainState: known<ReplayFacts["mainState"]>(mainState, "told", last) };
  return { inMainDb: known(true, "told", ofUnit ?? last), ...toldState };
}

function licenseFromLog(
  own: readonly LifecycleEvent[],
  unit: LogUnit,
  record: LifecycleEvent | undefined,
): Known<boolean> | undefined {
  // Where no license is due, none is missing.
  if (!unit.isLicensed && record !== undefined) return known(true, "told", record);
  const made = own.find((event) => event.type === "license.generated" && isOfUnit(event, unit));
  return made === undefined ? undefined : known(true, "told", made);
}

function isOfUnit(event: LifecycleEvent, { lineItemId, isOnlyLicense }: LogUnit): boolean {
  const named = textOf(event, "lineItemId");
  return isOnlyLicense || named === null || named === lineItemId;
}

function previousFromLog(
  own: readonly LifecycleEvent[],
  unit: LogUnit,
): Known<string | null> | undefined {
  // An order without licenses renews none.
  if (!unit.isLicensed) return known(null, "told", orderRecord(own));
  const asked = own.find(
    (event) =>
      (event.type === "license.requested" || event.type === "license.generated") &&
      isOfUnit(event, unit),
  );
  if (asked === undefined) return undefined;
  const previous = idOf(asked, "license", "previous") ?? textOf(asked, "previousLicenseId");
  return known(previous, "told", asked);
}

function previousStateFromLog(
  { licenseEvents, atMs }: OrderLog,
  previous: Known<string | null> | undefined,
): Known<string | null> | undefined {
  if (previous === undefined || previous.value === null) return undefined;
  const events = licenseEvents(previous.value);
  const generated = events.find(({ type }) => type === "license.generated");
  const blocked = events.findLast(({ type }) => type === "license.blocked");
  if (blocked !== undefined) return known("blocked", "told", blocked);
  if (generated === undefined) return undefined;
  const expired = events.findLast(({ type }) => type === "license.expired");
  if (expired !== undefined) return known("expired", "told", expired);
  const validUntilMs = instantOf(generated, "validUntil");
  if (validUntilMs === null) return known("active", "told", generated);
  return known(licenseStateAt({ state: "active", validUntilMs }, atMs), "told", generated);
}
