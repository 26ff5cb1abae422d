import { isPaid } from "#domain/payments/gateway-states.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { JobWorker } from "../jobs/job-worker.ts";
import type { RandomSource } from "../random/random-source.ts";
import { handler, type OperationHandler, type ServiceDefinition } from "../services/operation.ts";
import type { ServiceClient } from "../services/service-client.ts";
import type { ShopSettings } from "../settings.ts";
import { answerOnce } from "./answer-once.ts";
import { behaviorOf } from "./card-tokens.ts";
import { allAccounts, findAccount, type GatewayParts, readAccount } from "./gateway-accounts.ts";
import { arrive, ARRIVAL_JOB, callBack, CALLBACK_JOB } from "./gateway-callbacks.ts";
import { GATEWAY_OPERATIONS, type GatewayAnswer } from "./gateway-operations.ts";
import { GATEWAY_PROFILES, NO_ANSWER_MS } from "./gateway-profile.ts";
import { GATEWAY_SCHEMA } from "./gateway-schema.ts";
import { authorize, capture, reauthorize, refund, release } from "./gateway-steps.ts";

/** What a gateway really holds of one payment, whatever the shop believes. */
export interface GatewayTruth {
  readonly gateway: string;
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly reference: string;
  /** The gateway's own word. */
  readonly state: string;
  readonly paid: boolean;
  /** Captured minus refunded: what the shop has. */
  readonly amountMinor: number;
  readonly authorizedMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly currency: string;
}

export interface Gateways {
  /** One service a gateway. */
  readonly definitions: readonly ServiceDefinition[];
  /** By gateway, then oldest first. */
  truth(): GatewayTruth[];
  /** Begins to call back, and takes up what was left. */
  start(): void;
  /**
   * Calls nobody back any more; requests are answered as long as the databases are open.
   * Idempotent.
   */
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** Opens a database of this name. */
  readonly open: (name: string, schema: string) => ShopDatabase;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  /** Over which the shop is called back. */
  readonly services: ServiceClient;
  readonly faults: FaultPlan;
  readonly settings: ShopSettings;
  /** Told of each callback that the shop did not take, and that is tried again. */
  readonly onFailure: (error: unknown, step: string) => void;
}

/** Two card gateways, PayPal and a bank: each a service of its own with its own database. */
export function openGateways(options: GatewayOptions): Gateways {
  const { open, clock, random, faults, services, onFailure } = options;
  const { callbackSecret } = options.settings;
  const gateways = GATEWAY_PROFILES.map((profile): GatewayParts => {
    const database = open(profile.name, GATEWAY_SCHEMA);
    return { profile, database, clock, random, faults };
  });
  const workers = gateways.map(
    (parts) =>
      new JobWorker({
        database: parts.database,
        clock,
        handlers: {
          [ARRIVAL_JOB]: (paymentId) => arrive(parts, paymentId),
          [CALLBACK_JOB]: (subject) => callBack(parts, { services, callbackSecret }, subject),
        },
        onFailure: (error, { kind, subject }) =>
          onFailure(error, `${parts.profile.name} ${kind} ${subject}`),
      }),
  );
  const closed = new AbortController();
  let closing: Promise<void> | null = null;
  return {
    definitions: gateways.map((parts) => ({
      name: parts.profile.name,
      handlers: gatewayHandlers(parts, closed.signal),
    })),
    truth: () => gateways.flatMap(truthOf),
    start: () => {
      for (const worker of workers) worker.start();
    },
    close: () =>
      (closing ??= (async () => {
        closed.abort();
        await Promise.all(workers.map((worker) => worker.close()));
      })()),
  };
}

function gatewayHandlers(parts: GatewayParts, closed: AbortSignal): OperationHandler[] {
  const { profile, database } = parts;
  const operations = GATEWAY_OPERATIONS;
  const handlers: Record<keyof typeof GATEWAY_OPERATIONS, OperationHandler> = {
    authorizePayment: handler(operations.authorizePayment, (input) =>
      firstStep(parts, closed, input, () =>
        database.transaction((tx) =>
          answerOnce(tx, "authorize", input, () => authorize(tx, parts, input)),
        ),
      ),
    ),
    capturePayment: handler(operations.capturePayment, (input) =>
      firstStep(parts, closed, input, () =>
        database.transaction((tx) =>
          answerOnce(tx, "capture", input, () => capture(tx, parts, input)),
        ),
      ),
    ),
    releasePayment: handler(operations.releasePayment, (input) =>
      database.transaction((tx) =>
        answerOnce(tx, "release", input, () => release(tx, parts, input)),
      ),
    ),
    reauthorizePayment: handler(operations.reauthorizePayment, (input) =>
      database.transaction((tx) =>
        answerOnce(tx, "reauthorize", input, () => reauthorize(tx, parts, input)),
      ),
    ),
    refundPayment: handler(operations.refundPayment, (input) =>
      database.transaction((tx) => answerOnce(tx, "refund", input, () => refund(tx, parts, input))),
    ),
    readPayment: handler(operations.readPayment, ({ paymentId }) => readAccount(parts, paymentId)),
  };
  return profile.operations.map((name) => handlers[name]);
}

/** A card token may ask for a first step that is not done, or whose answer nobody hears. */
async function firstStep(
  { clock, database }: GatewayParts,
  closed: AbortSignal,
  input: { readonly paymentId: string; readonly cardToken?: string | undefined },
  step: () => GatewayAnswer,
): Promise<GatewayAnswer> {
  const { lost } = behaviorOf(input.cardToken);
  const isFirst = lost !== undefined && findAccount(database, input.paymentId) === undefined;
  if (!isFirst) return step();
  if (lost === "request") {
    await clock.sleep(NO_ANSWER_MS, closed);
    throw new ShopError("service-unavailable", "The request was lost on its way.");
  }
  const answer = step();
  await clock.sleep(NO_ANSWER_MS, closed);
  return answer;
}

function truthOf({ profile, database }: GatewayParts): GatewayTruth[] {
  return allAccounts(database).map((account) => ({
    gateway: profile.name,
    paymentId: account.paymentId,
    orderNumber: account.orderNumber,
    reference: account.reference,
    state: account.state,
    paid: isPaid(profile.name, account.state),
    amountMinor: account.capturedMinor - account.refundedMinor,
    authorizedMinor: account.authorizedMinor,
    capturedMinor: account.capturedMinor,
    refundedMinor: account.refundedMinor,
    currency: account.currency,
  }));
}
