import type { ObjectReference } from "#domain/events/event.ts";
import { isTaughtCourse } from "../../production/enroll.ts";
import type { LicenseTruth, NumberTruth, OrderTruth } from "../answer-key-objects.ts";
import type { IncidentTruth } from "../answer-key-schema.ts";

/** A customer who paid is given so long to reach the success page. */
const ACCOUNT_MS = 3_600_000;

export interface IncidentSources {
  readonly orders: readonly OrderTruth[];
  readonly numbers: readonly NumberTruth[];
  readonly licenses: readonly LicenseTruth[];
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
  return sources.orders.flatMap((order) => [
    ...(late.has(order.number) ? [incident(order, "number-late", ["order.number-late"])] : []),
    ...(lacksAccount(order, sources.nowMs)
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
    ...refusedRenewals(order).map((previousId) =>
      stateOf.has(previousId)
        ? incident(order, "renewal-of-blocked", ["license.renewal-of-blocked"])
        : incident(order, "renewal-of-unknown", ["license.renewal-of-unknown"]),
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

function isOwed({ paid, state }: OrderTruth): boolean {
  return paid === "full" && !["cancelled", "returned", "uncertain", "unpaid"].includes(state);
}

function lacksAccount(order: OrderTruth, nowMs: number): boolean {
  return (
    order.customerKind === "registering" &&
    order.successPageAt === null &&
    isOwed(order) &&
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

/** LN IDs that lines of a paid order should have renewed, and for which nothing was made. */
function refusedRenewals(order: OrderTruth): string[] {
  if (!isOwed(order)) return [];
  return order.lines.flatMap(({ kind, previousLicenseId, licenses, state }) =>
    kind === "license" && previousLicenseId !== null && licenses.length === 0 && state === "ordered"
      ? [previousLicenseId]
      : [],
  );
}
