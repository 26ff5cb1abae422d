import { z } from "zod";
import {
  compareTemplate,
  fillTemplate,
  mismatchTexts,
  type ShopField,
  type TemplateMismatch,
} from "#domain/gift-cards/mail-template.ts";
import { recipientOf, type SurveyAnswers } from "#domain/gift-cards/survey.ts";
import { hashPassword } from "../customers/password-hash.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { Letter } from "../mail/letter.ts";
import { sendMail } from "../mail/send-mail.ts";
import { type LineRow, type OrderRow, orderObjects } from "../orders/order-rows.ts";
import { randomDigits } from "../random/random-source.ts";
import type { GiftCardRow } from "./gift-card-rows.ts";
import { type GiftCardSettings, readGiftCardSettings } from "./gift-card-settings.ts";

const answersSchema = z.record(z.string(), z.string());

/**
 * Tells the recipient of a card by mail, from the buyer's answers to the survey, or the buyer where they
 * name nobody. Survey and template are compared first: where they differ, `mail.templateMismatch` names the
 * fields and nothing is sent. Each mail brings a new PIN where the store requires one, since none is kept.
 * The letter to be delivered after the commit; null where there is none.
 */
export function mailGiftCard(
  tx: Transaction,
  shop: ShopContext,
  order: OrderRow,
  line: LineRow,
  card: GiftCardRow,
): Letter | null {
  const settings = readGiftCardSettings(shop, order.store);
  const answers = line.survey === null ? {} : answersSchema.parse(JSON.parse(line.survey));
  const names = [...settings.survey.map(({ name }) => name), ...Object.keys(answers)];
  const mismatch = compareTemplate(names, settings.template);
  if (mismatch !== null) {
    noteMismatch(tx, shop, order, card, mismatch);
    return null;
  }
  const recipient = recipientOf(settings.survey, answers) ?? order.email;
  const subject = "A gift card for you";
  const { number: orderNumber, foreignId, transactionId, store } = order;
  const mail = { orderNumber, foreignId, transactionId, store, recipient, subject };
  const mailId = sendMail(tx, shop, { ...mail, kind: "giftCard" });
  const pin = settings.pinRequired ? newPin(tx, shop, card, settings) : null;
  if (mailId === null) return null;
  tx.run("UPDATE giftCards SET mailId = ? WHERE id = ?", mailId, card.id);
  const values = { ...answersOf(settings, answers), ...shopFields(shop, card, pin) };
  const text = fillTemplate(settings.template, values);
  const { sender, bcc } = settings;
  const letter = { mailId, orderNumber, sender, recipient, bcc, subject, text };
  shop.post?.hold?.(letter);
  return letter;
}

/** The card stays issued; the mail can be sent again when the settings were mended. */
function noteMismatch(
  tx: Transaction,
  shop: ShopContext,
  order: OrderRow,
  card: GiftCardRow,
  mismatch: TemplateMismatch,
): void {
  const { missing, unknown } = mismatch;
  tx.run(
    "UPDATE giftCards SET mailProblem = coalesce(mailProblem, ?) WHERE id = ?",
    JSON.stringify({ missing, unknown, atMs: shop.clock.nowMs() }),
    card.id,
  );
  tx.emit({
    type: "mail.templateMismatch",
    transactionId: order.transactionId,
    objects: [...orderObjects(order), { type: "giftCard", id: card.id }],
    outcome: "failure",
    message: `A gift card's mail was not sent: ${mismatchTexts(mismatch).join(", ")}.`,
    level: "error",
    attributes: { missing, unknown },
  });
}

/** What was guessed before says nothing of the new one: the card is not locked any more. */
function newPin(
  tx: Transaction,
  shop: ShopContext,
  card: GiftCardRow,
  { pinLength }: GiftCardSettings,
): string {
  const pin = randomDigits(shop.random, pinLength);
  const pinHash = hashPassword(shop.random, pin, shop.settings.passwordHashCost);
  tx.run(
    "UPDATE giftCards SET pinHash = ?, pinFailures = 0, pinFailedMs = NULL WHERE id = ?",
    pinHash,
    card.id,
  );
  return pin;
}

/** What was not answered is left empty. */
function answersOf({ survey }: GiftCardSettings, answers: SurveyAnswers): Record<string, string> {
  return { ...Object.fromEntries(survey.map(({ name }) => [name, ""])), ...answers };
}

function shopFields(
  shop: ShopContext,
  card: GiftCardRow,
  pin: string | null,
): Record<ShopField, string> {
  const store = shop.settings.stores.find(({ code }) => code === card.store);
  const amount = new Intl.NumberFormat("en", { style: "currency", currency: card.currency });
  const digits = amount.resolvedOptions().maximumFractionDigits ?? 0;
  return {
    Code: card.code,
    Pin: pin ?? "none",
    Amount: amount.format(card.issuedMinor / 10 ** digits),
    Store: store?.name ?? card.store,
  };
}
