import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { signCallback } from "../payments/callback-signature.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { ServiceClient } from "../services/service-client.ts";
import { paymentCallback } from "../storefront/callback-operation.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import type { TokenBehavior } from "./card-tokens.ts";
import {
  accountObjects,
  changeAccount,
  findAccount,
  type GatewayAccount,
  type GatewayParts,
  meaningOfAccount,
  wordOf,
} from "./gateway-accounts.ts";
import { LATE_CALLBACK_MS, SECOND_CALLBACK_MS, type Span } from "./gateway-profile.ts";

/** Jobs of a gateway's database; the subject is the payment's ID … */
export const ARRIVAL_JOB = "arrival";
/** … with `/` and which callback it is. */
export const CALLBACK_JOB = "callback";

/**
 * The gateway will tell the shop how the payment stands then, unless it never does: in time, late,
 * or twice.
 */
export function scheduleCallbacks(
  tx: Transaction,
  parts: GatewayParts,
  account: GatewayAccount,
  behavior: TokenBehavior = {},
): void {
  const { profile, clock, random, faults } = parts;
  const asks = behavior.callback !== undefined;
  if (profile.callbackMs === null && !asks) return;
  const { paymentId, capturedMinor } = account;
  const isLate =
    behavior.callback === "late" ||
    faults.strikes("gateway.callback-late", accountObjects(account));
  const dueMs =
    clock.nowMs() +
    draw(random, isLate ? LATE_CALLBACK_MS : (profile.callbackMs ?? SECOND_CALLBACK_MS));
  // Money that arrives is told of beside what was told at first.
  const subject = `${paymentId}/${capturedMinor}`;
  tx.enqueue({ kind: CALLBACK_JOB, subject: `${subject}/1`, dueMs });
  const isTwice =
    behavior.callback === "twice" ||
    faults.strikes("gateway.callback-duplicated", accountObjects(account));
  if (!isTwice) return;
  const againMs = dueMs + draw(random, SECOND_CALLBACK_MS);
  tx.enqueue({ kind: CALLBACK_JOB, subject: `${subject}/2`, dueMs: againMs });
}

/** Announced money will arrive, unless the customer never sends it. */
export function scheduleArrival(
  tx: Transaction,
  { profile, clock, random, faults }: GatewayParts,
  account: GatewayAccount,
): void {
  if (faults.strikes("gateway.transfer-never", accountObjects(account))) return;
  const dueMs = clock.nowMs() + draw(random, profile.announced.arrivesMs);
  tx.enqueue({ kind: ARRIVAL_JOB, subject: account.paymentId, dueMs });
}

/**
 * The money is there; where nobody waits for it any longer, only by a fault. The shop is told.
 * Idempotent.
 */
export function arrive(parts: GatewayParts, paymentId: string): void {
  parts.database.transaction((tx) => {
    const account = findAccount(tx, paymentId);
    if (account === undefined || account.capturedMinor > 0) return;
    const meaning = meaningOfAccount(parts.profile.name, account);
    const isClosed = meaning === "released";
    if (meaning !== "pending" && !isClosed) return;
    const on = accountObjects(account).toReversed();
    if (isClosed && !parts.faults.strikes("gateway.transfer-after-close", on)) return;
    const changed = changeAccount(tx, account, {
      state: wordOf(parts.profile, "captured"),
      capturedMinor: account.amountMinor,
    });
    scheduleCallbacks(tx, parts, changed);
  });
}

/** Tells the shop how the payment stands now. Rejects where the shop does not take it. */
export async function callBack(
  parts: GatewayParts,
  shop: { readonly services: ServiceClient; readonly callbackSecret: string },
  subject: string,
): Promise<void> {
  const [paymentId = ""] = subject.split("/");
  const account = findAccount(parts.database, paymentId);
  if (account === undefined) throw new ShopError("internal", `No payment for callback ${subject}.`);
  const { reference, state, authorizedMinor, capturedMinor } = account;
  const callback = {
    gateway: parts.profile.name,
    reference,
    paymentId,
    gatewayState: state,
    amountMinor: capturedMinor === 0 ? authorizedMinor : capturedMinor,
  };
  const signature = signCallback(shop.callbackSecret, callback);
  await shop.services.call(STOREFRONT, paymentCallback, { ...callback, signature });
}

function draw(random: RandomSource, [minMs, maxMs]: Span): number {
  return random.integer(minMs, maxMs);
}
