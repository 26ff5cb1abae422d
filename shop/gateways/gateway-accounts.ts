import { z } from "zod";
import type { ObjectReference } from "#domain/events/event.ts";
import type { GatewayName, PaymentMeaning } from "#domain/payments/gateway-states.ts";
import { meaningOf } from "#domain/payments/gateway-states.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { Reads, ShopDatabase, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { GatewayPayment } from "./gateway-operations.ts";
import type { GatewayProfile } from "./gateway-profile.ts";

/** What one gateway works with. */
export interface GatewayParts {
  readonly profile: GatewayProfile;
  readonly database: ShopDatabase;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  readonly faults: FaultPlan;
}

const accountRow = z.object({
  paymentId: z.string(),
  reference: z.string(),
  orderNumber: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  state: z.string(),
  authorizedMinor: z.number(),
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  reason: z.string().nullable(),
  createdMs: z.number(),
});
/** A payment as its gateway knows it. */
export type GatewayAccount = z.infer<typeof accountRow>;

export function findAccount(reads: Reads, paymentId: string): GatewayAccount | undefined {
  return reads.get(accountRow, "SELECT * FROM payments WHERE paymentId = ?", paymentId);
}

/** Oldest first. */
export function allAccounts(reads: Reads): GatewayAccount[] {
  return reads.all(accountRow, "SELECT * FROM payments ORDER BY createdMs, paymentId");
}

export function insertAccount(tx: Transaction, account: GatewayAccount): void {
  tx.run(
    `INSERT INTO payments (paymentId, reference, orderNumber, amountMinor, currency, state,
       authorizedMinor, capturedMinor, refundedMinor, reason, createdMs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.paymentId,
    account.reference,
    account.orderNumber,
    account.amountMinor,
    account.currency,
    account.state,
    account.authorizedMinor,
    account.capturedMinor,
    account.refundedMinor,
    account.reason,
    account.createdMs,
  );
}

export function changeAccount(
  tx: Transaction,
  account: GatewayAccount,
  change: Partial<
    Pick<GatewayAccount, "state" | "authorizedMinor" | "capturedMinor" | "refundedMinor">
  >,
): GatewayAccount {
  const changed = { ...account, ...change };
  tx.run(
    `UPDATE payments SET state = ?, authorizedMinor = ?, capturedMinor = ?, refundedMinor = ?
     WHERE paymentId = ?`,
    changed.state,
    changed.authorizedMinor,
    changed.capturedMinor,
    changed.refundedMinor,
    changed.paymentId,
  );
  return changed;
}

/** The gateway's word for it. Throws `internal` for a state that it does not have. */
export function wordOf({ name, words }: GatewayProfile, meaning: PaymentMeaning): string {
  const word = words[meaning];
  if (word === undefined) throw new ShopError("internal", `${name} has no word for ${meaning}.`);
  return word;
}

export function meaningOfAccount(gateway: GatewayName, { state }: GatewayAccount): PaymentMeaning {
  const meaning = meaningOf(gateway, state);
  if (meaning === undefined) throw new ShopError("internal", `${gateway} has no state ${state}.`);
  return meaning;
}

/** What a fault at a gateway hurts. */
export function accountObjects(account: {
  readonly paymentId: string;
  readonly orderNumber: string;
}): ObjectReference[] {
  return [
    { type: "payment", id: account.paymentId },
    { type: "order", id: account.orderNumber },
  ];
}

/** As the gateway tells of it when asked. */
export function readAccount(parts: GatewayParts, paymentId: string): GatewayPayment {
  const account = findAccount(parts.database, paymentId);
  if (account === undefined) {
    return {
      gatewayState: wordOf(parts.profile, "none"),
      reference: null,
      authorizedMinor: 0,
      capturedMinor: 0,
      refundedMinor: 0,
    };
  }
  const { state, reference, authorizedMinor, capturedMinor, refundedMinor, reason } = account;
  return {
    gatewayState: state,
    reference,
    authorizedMinor,
    capturedMinor,
    refundedMinor,
    ...(reason === null ? {} : { reason }),
  };
}
