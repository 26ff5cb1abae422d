import type { ObjectReference } from "#domain/events/event.ts";
import type { ShopContext } from "../context.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import { orderObjects } from "../orders/order-rows.ts";
import { randomCapitals } from "../random/random-source.ts";

export const MAIL_KINDS = ["license", "giftCard", "invoice", "combined"] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What events tell of a mail. */
export interface RecordedMail {
  readonly mailId: string;
  readonly orderNumber: string;
  readonly foreignId: string;
  readonly transactionId: string;
  readonly kind: MailKind;
  readonly recipient: string;
  /** Whether the store keeps a copy. */
  readonly bcc: boolean;
}

/** A bounce comes back within seconds to hours; half an hour is usual for a mailbox that is full. */
const BOUNCE_MS_MIN = 2_000;
const BOUNCE_MS_MAX = 1_800_000;

const MAIL_ID_CHARACTERS = 12;

export function newMailId(shop: ShopContext): string {
  return `mail-${randomCapitals(shop.random, MAIL_ID_CHARACTERS)}`;
}

/** What will become of a mail: asked once, when it is to be sent. `bounceMs`: how long it takes to come back. */
export function mailFate(
  shop: ShopContext,
  on: readonly ObjectReference[],
): { lost: true } | { lost: false; bounceMs: number | null } {
  if (shop.faults.strikes("mail.lost", on)) return { lost: true };
  const bounces = shop.faults.strikes("mail.bounced", on);
  return {
    lost: false,
    bounceMs: bounces ? shop.random.integer(BOUNCE_MS_MIN, BOUNCE_MS_MAX) : null,
  };
}

export function mailSent(mail: RecordedMail): ShopEvent {
  return mailEvent("mail.sent", mail, `The ${WORDS[mail.kind]} mail was sent.`);
}

export function mailBounced(mail: RecordedMail): ShopEvent {
  return {
    ...mailEvent("mail.bounced", mail, `The ${WORDS[mail.kind]} mail came back to the sender.`),
    outcome: "failure",
    level: "warning",
  };
}

const WORDS: Readonly<Record<MailKind, string>> = {
  license: "license",
  giftCard: "gift card",
  invoice: "invoice",
  combined: "license and invoice",
};

function mailEvent(type: string, mail: RecordedMail, message: string): ShopEvent {
  return {
    type,
    transactionId: mail.transactionId,
    objects: [
      { type: "mail", id: mail.mailId },
      ...orderObjects({ number: mail.orderNumber, foreignId: mail.foreignId }),
    ],
    message,
    attributes: { kind: mail.kind, bcc: mail.bcc, recipient: mail.recipient },
  };
}
