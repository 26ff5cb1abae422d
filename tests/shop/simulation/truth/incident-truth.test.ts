import { expect, test } from "vitest";
import type { LicenseTruth, OrderTruth } from "#shop/simulation/answer-key-objects.ts";
import { incidentTruths } from "#shop/simulation/truth/incident-truth.ts";
import { orderTruth } from "./order-of-truth.ts";

const BLOCKED: LicenseTruth = {
  record: "license",
  id: "LN1",
  product: "isc",
  kind: "standard",
  state: "blocked",
  foreignId: "38-200000",
  lineItemId: "1",
  previousId: null,
  previousState: null,
  renewedBy: [],
  generatedAt: "2026-01-01T00:00:00.000Z",
  validFrom: "2026-01-01T00:00:00.000Z",
  validUntil: "2027-01-01T00:00:00.000Z",
  activatedAt: null,
};

function incidentsOf(order: OrderTruth, hoursLater = 24): string[] {
  return incidentTruths({
    orders: [order],
    numbers: [],
    payments: [],
    licenses: [BLOCKED],
    faults: [],
    nowMs: Date.parse(order.placedAt) + hoursLater * 3_600_000,
  }).map(({ incident }) => incident);
}

test("a registering customer who paid and never reached the success page has no account", () => {
  const order = orderTruth({}, { customerKind: "registering" });
  expect(incidentsOf(order)).toEqual(["account-missing"]);
  expect(incidentsOf(order, 0.5)).toEqual([]);
  expect(incidentsOf({ ...order, successPageAt: order.placedAt })).toEqual([]);
  expect(incidentsOf({ ...order, paid: "none" })).toEqual([]);
  expect(incidentsOf({ ...order, customerKind: "guest" })).toEqual([]);
});

test("a course that nobody teaches waits for a handler", () => {
  expect(incidentsOf(orderTruth({ kind: "course", product: "COURSETOBUY" }))).toEqual([
    "handler-missing",
  ]);
  const cancelled = orderTruth({ kind: "course", product: "COURSETOBUY" }, { state: "cancelled" });
  expect(incidentsOf(cancelled)).toEqual([]);
});

test("a renewal for which nothing was made: of a blocked license, or of one that nobody knows", () => {
  expect(incidentsOf(orderTruth({ previousLicenseId: "LN1" }))).toEqual(["renewal-of-blocked"]);
  expect(incidentsOf(orderTruth({ previousLicenseId: "LN2" }))).toEqual(["renewal-of-unknown"]);
  const renewed = orderTruth({ previousLicenseId: "LN1", licenses: ["LN3"], state: "delivered" });
  expect(incidentsOf(renewed)).toEqual([]);
});
