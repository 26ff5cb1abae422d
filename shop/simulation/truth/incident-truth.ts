import type { ObjectReference } from "#domain/events/event.ts";
import { isTaughtCourse } from "../../production/enroll.ts";
import type { LicenseTruth, NumberTruth, OrderTruth, PaymentTruth } from "../answer-key-objects.ts";
import type { FaultTruth, IncidentTruth } from "../answer-key-schema.ts";
import { groupBy } from "./group-by.ts";
import { isReadAsPaid } from "./hurt-objects.ts";

/** A customer who paid is given so long to reach the success page. */
const ACCOUNT_MS = 3_600_000;

export interface IncidentSources {
  readonly orders: readonly OrderTruth[];
  readonly numbers: readonly NumberTruth[];
  readonly payments: readonly PaymentTruth[];
  readonly licenses: readonly LicenseTruth[];
  readonly faults: readonly FaultTruth[];
  /** When the run ended. */
  readonly nowMs: number;
}

/** What customers and the shop's range of goods brought about, by order number. */
export function incidentTruths(sources: IncidentSources): IncidentTruth[] {
  const stateOf = new Map(sources.licenses.map(({ id, state }) => [id, state]));
  const late = new Set(
    sources.numbers
      .filter(({ causes }) => causes.includes("used-late"))
      .map(({ number }) => number),
  );
  const unasked = new Set(
    sources.faults
      .filter(({ findings }) => findings.some(({ rule }) => rule === "license.missing"))
      .flatMap(({ on }) => on.map(({ id }) => id)),
  );
  const paymentsOf = groupBy(sources.payments, ({ orderNumber }) => orderNumber);
  return sources.orders.flatMap((order) => [
    ...(late.has(order.number) ? [incident(order, "number-late", ["order.number-late"])] : []),
    ...(lacksAccount(order, paymentsOf.get(order.number) ?? [], sources.nowMs)
      ? [incident(order, "account-missing", ["order.account-missing"])]
      : []),
    ...(waitsForHandler(order)
      ? [
          incident(order, "handler-missing", [
            "fulfillment.handler-missing",
            "order.paid-not-delivered",
          ]),
        ]
      : []),
    // Where its documents were never read, nobody learned what it should renew.
    ...(unasked.has(order.number) ? [] : refusedRenewals(order, stateOf)).map((name) =>
      incident(order, name, [`license.${name}`]),
    ),
  ]);
}

function incident(
  order: OrderTruth,
  name: IncidentTruth["incident"],
  rules: readonly string[],
): IncidentTruth {
  const on: ObjectReference = { type: "order", id: order.number };
  return {
    record: "incident",
    incident: name,
    at: order.placedAt,
    on: [on],
    findings: rules.map((rule) => ({ rule, on })),
  };
}

/** Paid, also where the shop took less than it should; of what it does not know yet no log tells. */
function isOwed({ paid, state }: OrderTruth): boolean {
  return paid !== "none" && ["paid", "delivered", "completed"].includes(state);
}

function lacksAccount(
  order: OrderTruth,
  payments: readonly PaymentTruth[],
  nowMs: number,
): boolean {
  return (
    order.customerKind === "registering" &&
    order.successPageAt === null &&
    (isOwed(order) || isReadAsPaid(order, payments)) &&
    nowMs - Date.parse(order.placedAt) > ACCOUNT_MS
  );
}

function waitsForHandler(order: OrderTruth): boolean {
  return (
    isOwed(order) &&
    order.lines.some(
      ({ kind, product, state }) =>
        kind === "course" && state === "ordered" && !isTaughtCourse(product),
    )
  );
}

/** Why nothing was made for lines of a paid order that should have renewed a license. */
function refusedRenewals(
  order: OrderTruth,
  stateOf: ReadonlyMap<string, LicenseTruth["state"]>,
): ("renewal-of-blocked" | "renewal-of-unknown")[] {
  if (!isOwed(order)) return [];
  return order.lines.flatMap(({ kind, previousLicenseId, licenses, state }) => {
    const isRefused = kind === "license" && licenses.length === 0 && state === "ordered";
    if (!isRefused || previousLicenseId === null) return [];
    const previousState = stateOf.get(previousLicenseId);
    if (previousState === undefined) return ["renewal-of-unknown"];
    return previousState === "blocked" ? ["renewal-of-blocked"] : [];
  });
}
