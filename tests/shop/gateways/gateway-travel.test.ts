import { expect, test } from "vitest";
import type { ObjectReference } from "#domain/events/event.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { NO_FAULTS } from "#shop/faults/fault-plan.ts";
import { gatewayTravel } from "#shop/gateways/gateway-travel.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";

const PAYMENT = { paymentId: "P-1", orderNumber: "100000001", amountMinor: 100 };

function travelWith(fault: FaultName): {
  travel: ReturnType<typeof gatewayTravel>;
  hurt: (readonly ObjectReference[])[];
} {
  const hurt: (readonly ObjectReference[])[] = [];
  const faults = {
    strikes: (name: FaultName, on: readonly ObjectReference[]) => {
      if (name === fault) hurt.push(on);
      return name === fault;
    },
  };
  const travel = gatewayTravel({ faults, paymentTimeoutMs: 60_000 }, seededRandom(1, "travel"));
  return { travel, hurt };
}

test("a gateway is far, the shop's own systems are near", () => {
  const parts = { faults: NO_FAULTS, paymentTimeoutMs: 60_000 };
  const travel = gatewayTravel(parts, seededRandom(1, "travel"));
  for (let count = 0; count < 100; count++) {
    const far = travel("card-gateway-a", "capturePayment", PAYMENT);
    expect(far.lost).toBeUndefined();
    expect(far.requestMs + far.answerMs).toBeGreaterThanOrEqual(95);
    expect(far.requestMs + far.answerMs).toBeLessThan(1_100);
    const near = travel("crm", "readCustomers");
    expect(near.requestMs + near.answerMs).toBeLessThan(25);
  }
});

test.each([
  ["gateway.request-lost", "request"],
  ["gateway.answer-lost", "answer"],
] as const)("%s loses the %s of a payment, and tells whose", (fault, lost) => {
  const { travel, hurt } = travelWith(fault);
  expect(travel("paypal", "capturePayment", PAYMENT).lost).toBe(lost);
  expect(hurt).toEqual([
    [
      { type: "payment", id: "P-1" },
      { type: "order", id: "100000001" },
    ],
  ]);
  expect(travel("paypal", "readPayment", { paymentId: "P-1" }).lost).toBeUndefined();
  expect(travel("e-commerce", "capturePayment", PAYMENT).lost).toBeUndefined();
  expect(hurt).toHaveLength(1);
});

test("a slow answer comes within the shop's patience", () => {
  const { travel } = travelWith("gateway.slow");
  for (let count = 0; count < 100; count++) {
    const { requestMs, answerMs } = travel("bank", "capturePayment", PAYMENT);
    expect(answerMs).toBeGreaterThanOrEqual(36_000);
    expect(requestMs + answerMs).toBeLessThan(60_000);
  }
});
