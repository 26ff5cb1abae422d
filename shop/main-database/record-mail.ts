import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { readGiftCardSettings } from "../gift-cards/gift-card-settings.ts";
import type { Letter } from "../mail/letter.ts";
import { mailFate, mailSent, newMailId } from "../mail/mail-events.ts";
import { BOUNCE_JOB } from "../mail/send-mail.ts";
import { orderObjects } from "../orders/order-rows.ts";

/** A mail of the main database to the customer of an order. */
export interface CustomerMail {
  readonly number: string;
  readonly foreignId: string;
  readonly transactionId: string;
  readonly store: string;
  readonly email: string;
  readonly kind: "license" | "invoice";
  readonly subject: string;
  readonly text: string;
}

/**
 * Records a mail on the customer and tells of it. The letter to be delivered after the commit; null where the
 * mail got lost, which nobody notices.
 */
export function recordMail(tx: Transaction, shop: ShopContext, mail: CustomerMail): Letter | null {
  const { number: orderNumber, foreignId, transactionId, kind, email: recipient, subject } = mail;
  const fate = mailFate(shop, orderObjects(mail));
  if (fate.lost) return null;
  const mailId = newMailId(shop);
  const { sender, bcc } = readGiftCardSettings(shop, mail.store);
  const nowMs = shop.clock.nowMs();
  tx.run(
    `INSERT INTO mails (id, foreignId, kind, recipient, subject, sentMs, bcc)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    mailId,
    foreignId,
    kind,
    recipient,
    subject,
    nowMs,
    bcc,
  );
  const told = { mailId, orderNumber, foreignId, transactionId, kind, recipient };
  tx.emit(mailSent({ ...told, bcc: bcc !== null }));
  if (fate.bounceMs !== null) {
    tx.enqueue({ kind: BOUNCE_JOB, subject: mailId, dueMs: nowMs + fate.bounceMs });
  }
  const letter = { mailId, orderNumber, sender, recipient, bcc, subject, text: mail.text };
  shop.post?.hold?.(letter);
  return letter;
}
