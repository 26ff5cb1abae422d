import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { readGiftCardSettings } from "../gift-cards/gift-card-settings.ts";
import { orderObjects } from "../orders/order-rows.ts";
import { type MailKind, mailFate, mailSent, newMailId } from "./mail-events.ts";

export interface Mail {
  readonly orderNumber: string;
  readonly foreignId: string;
  readonly transactionId: string;
  /** Its settings name the sender, who gets what bounces, and the address that keeps copies. */
  readonly store: string;
  readonly kind: MailKind;
  readonly recipient: string;
  readonly subject: string;
}

/** Comes back later: see `mailJobs`. Its subject is the mail's ID. */
export const BOUNCE_JOB = "bounce-mail";

/**
 * Sends a mail of the web database: its record, `mail.sent`, and perhaps its return are committed with the
 * transaction. The mail's ID; null where the mail got lost, which nobody notices.
 */
export function sendMail(tx: Transaction, shop: ShopContext, mail: Mail): string | null {
  const { orderNumber, foreignId, transactionId, kind, recipient, subject } = mail;
  const fate = mailFate(shop, orderObjects({ number: orderNumber, foreignId }));
  if (fate.lost) return null;
  const mailId = newMailId(shop);
  const { sender, bcc } = readGiftCardSettings(shop, mail.store);
  const nowMs = shop.clock.nowMs();
  tx.run(
    `INSERT INTO mails (id, orderNumber, kind, recipient, sender, bcc, subject, sentMs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    mailId,
    orderNumber,
    kind,
    recipient,
    sender,
    bcc,
    subject,
    nowMs,
  );
  tx.emit(
    mailSent({
      mailId,
      orderNumber,
      foreignId,
      transactionId,
      kind,
      recipient,
      bcc: bcc !== null,
    }),
  );
  if (fate.bounceMs !== null) {
    tx.enqueue({ kind: BOUNCE_JOB, subject: mailId, dueMs: nowMs + fate.bounceMs });
  }
  return mailId;
}

/** Whether there is a record of the mail, in either database. */
export function isRecorded(shop: ShopContext, mailId: string): boolean {
  const row = z.object({ id: z.string() });
  return [shop.web, shop.main].some(
    (database) => database.get(row, "SELECT id FROM mails WHERE id = ?", mailId) !== undefined,
  );
}
