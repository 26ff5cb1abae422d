import type { z } from "zod";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { pick, randomDigits } from "../random/random-source.ts";
import { behaviorOf, DECLINE_REASONS } from "./card-tokens.ts";
import {
  accountObjects,
  changeAccount,
  findAccount,
  type GatewayAccount,
  type GatewayParts,
  insertAccount,
  meaningOfAccount,
  wordOf,
} from "./gateway-accounts.ts";
import { scheduleArrival, scheduleCallbacks } from "./gateway-callbacks.ts";
import type { GATEWAY_OPERATIONS, GatewayAnswer } from "./gateway-operations.ts";

/** Gateways call a payment by so many digits. */
const REFERENCE_DIGITS = 16;

type Input<Name extends keyof typeof GATEWAY_OPERATIONS> = z.infer<
  (typeof GATEWAY_OPERATIONS)[Name]["input"]
>;

/**
 * Each step is one transaction of the gateway's database; what it throws leaves everything as it
 * was.
 */
export function authorize(
  tx: Transaction,
  parts: GatewayParts,
  input: Input<"authorizePayment">,
): GatewayAnswer {
  if (findAccount(tx, input.paymentId) !== undefined) throw wrongState("It was asked for before.");
  const declined = declineReason(parts, input);
  if (declined !== null) return open(tx, parts, input, "declined", declined);
  return open(tx, parts, input, "authorized");
}

/**
 * Without an authorization it is a sale in one step. A capture may be for less than was authorized:
 * the rest is given up. The gateway checks each capture against the payment's amount, not their
 * sum: a second one under another key is taken, as gateways do that a shop must not ask twice.
 */
export function capture(
  tx: Transaction,
  parts: GatewayParts,
  input: Input<"capturePayment">,
): GatewayAnswer {
  const account = findAccount(tx, input.paymentId);
  if (account === undefined) return sell(tx, parts, input);
  const meaning = meaningOfAccount(parts.profile.name, account);
  if (meaning !== "authorized" && meaning !== "captured") {
    throw wrongState(`A payment that is ${account.state} cannot be captured.`);
  }
  if (input.amountMinor > account.amountMinor) {
    throw wrongState("More was asked for than was authorized.");
  }
  const changed = changeAccount(tx, account, {
    state: wordOf(parts.profile, "captured"),
    authorizedMinor: 0,
    capturedMinor: account.capturedMinor + input.amountMinor,
  });
  return accepted(changed, input.amountMinor);
}

/** What is reserved or announced is given up; what was taken is not. */
export function release(
  tx: Transaction,
  parts: GatewayParts,
  input: Input<"releasePayment">,
): GatewayAnswer {
  const account = requireAccount(tx, input.paymentId);
  const meaning = meaningOfAccount(parts.profile.name, account);
  if (meaning !== "authorized" && meaning !== "pending") {
    throw wrongState(`A payment that is ${account.state} cannot be released.`);
  }
  const changed = changeAccount(tx, account, {
    state: wordOf(parts.profile, "released"),
    authorizedMinor: 0,
  });
  return accepted(changed, account.amountMinor);
}

export function reauthorize(
  tx: Transaction,
  parts: GatewayParts,
  input: Input<"reauthorizePayment">,
): GatewayAnswer {
  const account = requireAccount(tx, input.paymentId);
  if (meaningOfAccount(parts.profile.name, account) !== "authorized") {
    throw wrongState(`A payment that is ${account.state} cannot be authorized anew.`);
  }
  return accepted(account, account.authorizedMinor);
}

/**
 * The gateway pays out what it is asked to: that it is not more than was captured is the shop's to
 * see to.
 */
export function refund(
  tx: Transaction,
  parts: GatewayParts,
  input: Input<"refundPayment">,
): GatewayAnswer {
  const account = requireAccount(tx, input.paymentId);
  if (account.capturedMinor === 0) throw wrongState("Nothing was captured.");
  const refundedMinor = account.refundedMinor + input.amountMinor;
  const isWhole = refundedMinor >= account.capturedMinor;
  const changed = changeAccount(tx, account, {
    state: wordOf(parts.profile, isWhole ? "refunded" : "partlyRefunded"),
    refundedMinor,
  });
  return accepted(changed, input.amountMinor);
}

function sell(tx: Transaction, parts: GatewayParts, input: Input<"capturePayment">): GatewayAnswer {
  const declined = declineReason(parts, input);
  if (declined !== null) return open(tx, parts, input, "declined", declined);
  const { perThousand } = parts.profile.announced;
  // Nothing is drawn where there is no choice.
  const isAnnounced =
    perThousand === 1_000 || (perThousand > 0 && parts.random.integer(1, 1_000) <= perThousand);
  return open(tx, parts, input, isAnnounced ? "pending" : "captured");
}

function declineReason(
  { profile, faults, random }: GatewayParts,
  input: Input<"capturePayment">,
): string | null {
  const { declines } = behaviorOf(input.cardToken);
  if (declines !== undefined) return declines;
  if (!profile.declines || !faults.strikes("gateway.declined", accountObjects(input))) return null;
  return pick(random, DECLINE_REASONS);
}

/** The payment's first step. */
function open(
  tx: Transaction,
  parts: GatewayParts,
  input: Input<"capturePayment">,
  meaning: "authorized" | "captured" | "pending" | "declined",
  reason: string | null = null,
): GatewayAnswer {
  const { paymentId, orderNumber, amountMinor, currency } = input;
  const account: GatewayAccount = {
    paymentId,
    reference: randomDigits(parts.random, REFERENCE_DIGITS),
    orderNumber,
    amountMinor,
    currency,
    state: wordOf(parts.profile, meaning),
    authorizedMinor: meaning === "authorized" ? amountMinor : 0,
    capturedMinor: meaning === "captured" ? amountMinor : 0,
    refundedMinor: 0,
    reason,
    createdMs: parts.clock.nowMs(),
  };
  insertAccount(tx, account);
  if (meaning === "pending") {
    scheduleArrival(tx, parts, account);
    return { ...accepted(account, 0), outcome: "pending" };
  }
  scheduleCallbacks(tx, parts, account, behaviorOf(input.cardToken));
  if (reason === null) return accepted(account, amountMinor);
  return { ...accepted(account, 0), outcome: "declined", reason };
}

function accepted({ state, reference }: GatewayAccount, amountMinor: number): GatewayAnswer {
  return { outcome: "accepted", gatewayState: state, reference, amountMinor };
}

function requireAccount(tx: Transaction, paymentId: string): GatewayAccount {
  const account = findAccount(tx, paymentId);
  if (account === undefined) throw new ShopError("not-found", "There is no such payment.");
  return account;
}

function wrongState(message: string): ShopError {
  return new ShopError("wrong-state", message);
}
