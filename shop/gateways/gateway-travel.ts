import { z } from "zod";
import type { ObjectReference } from "#domain/events/event.ts";
import { isGatewayName } from "#domain/payments/gateway-states.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Travel } from "../services/local-services.ts";
import { GATEWAY_PROFILES } from "./gateway-profile.ts";

/**
 * To and from a gateway on another continent, with its work; and between the shop's own systems.
 */
const GATEWAY_REQUEST_MS = [15, 120] as const;
const GATEWAY_ANSWER_MS = [80, 900] as const;
const OWN_MS = [1, 12] as const;

/** A slow answer takes this share of the shop's patience, in per mille. */
const SLOW_SHARE = [600, 900] as const;

/**
 * Steps in which it matters whether a request or its answer was lost. Reading is only asked again.
 */
const MONEY_STEPS = new Set(["authorizePayment", "capturePayment"]);

const about = z.looseObject({ paymentId: z.string(), orderNumber: z.string() });

/**
 * The ways between systems: how long they take and, to a gateway, whether a request or an answer is
 * lost. The faults are `gateway.request-lost`, `gateway.answer-lost` and `gateway.slow`; `input`
 * tells whom they hurt.
 */
export function gatewayTravel(
  { faults, paymentTimeoutMs }: { readonly faults: FaultPlan; readonly paymentTimeoutMs: number },
  random: RandomSource,
): (service: string, operation: string, input?: unknown) => Travel {
  const gateways = new Set<string>(GATEWAY_PROFILES.map(({ name }) => name));
  return (service, operation, input) => {
    if (!gateways.has(service) || !isGatewayName(service)) {
      return { requestMs: random.integer(...OWN_MS), answerMs: random.integer(...OWN_MS) };
    }
    const requestMs = random.integer(...GATEWAY_REQUEST_MS);
    const answerMs = random.integer(...GATEWAY_ANSWER_MS);
    if (!MONEY_STEPS.has(operation)) return { requestMs, answerMs };
    const on = objectsOf(input);
    if (faults.strikes("gateway.request-lost", on)) return { requestMs, answerMs, lost: "request" };
    if (faults.strikes("gateway.answer-lost", on)) return { requestMs, answerMs, lost: "answer" };
    if (!faults.strikes("gateway.slow", on)) return { requestMs, answerMs };
    const slowMs = Math.floor((paymentTimeoutMs * random.integer(...SLOW_SHARE)) / 1_000);
    return { requestMs, answerMs: slowMs };
  };
}

function objectsOf(input: unknown): ObjectReference[] {
  const read = about.safeParse(input);
  if (!read.success) return [];
  return [
    { type: "payment", id: read.data.paymentId },
    { type: "order", id: read.data.orderNumber },
  ];
}
