import { z } from "zod";
import { compareTemplate, mismatchTexts, SHOP_FIELDS } from "#domain/gift-cards/mail-template.ts";
import { SURVEY_FIELDS_MAX, surveyFieldSchema } from "#domain/gift-cards/survey.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";

/** Whoever has the code has the money: eight digits with a PIN, or more, cannot be guessed one by one. */
export const CODE_LENGTH_MIN = 8;
/** As in #domain/identifiers/gift-card-code.ts. */
export const CODE_LENGTH_MAX = 32;
export const PIN_LENGTH_MIN = 4;
export const PIN_LENGTH_MAX = 12;

/** A mail to one person. */
const TEMPLATE_CHARACTERS_MAX = 10_000;

const mailAddress = z.email().max(254);

/** How a store sells gift cards and takes them as payment. */
export const giftCardSettingsSchema = z.strictObject({
  pinRequired: z.boolean(),
  codeLength: z.int().min(CODE_LENGTH_MIN).max(CODE_LENGTH_MAX),
  pinLength: z.int().min(PIN_LENGTH_MIN).max(PIN_LENGTH_MAX),
  survey: z.array(surveyFieldSchema).max(SURVEY_FIELDS_MAX),
  template: z.string().trim().min(1).max(TEMPLATE_CHARACTERS_MAX),
  /** Whether a code is validated when it is given; null (no) is how the setting comes. Without PIN only. */
  validateGCFinAcct: z.boolean().nullable(),
  /** Keeps a copy of each mail. */
  bcc: mailAddress.nullable(),
  /** Gets what bounces. */
  sender: mailAddress,
});
export type GiftCardSettings = Readonly<z.infer<typeof giftCardSettingsSchema>>;

export const DEFAULT_GIFT_CARD_SETTINGS: GiftCardSettings = {
  pinRequired: false,
  codeLength: 16,
  pinLength: 4,
  survey: [
    { name: "RecipientName", label: "Name of the recipient", required: true, kind: "text" },
    { name: "RecipientMail", label: "Mail of the recipient", required: true, kind: "email" },
    { name: "Message", label: "Message", required: false, kind: "text" },
  ],
  template: [
    "For ${RecipientName} <${RecipientMail}>",
    "",
    "${Message}",
    "",
    "Your gift card of ${Amount} for ${Store}: ${Code}",
    "Its PIN, where the store asks for one: ${Pin}",
  ].join("\n"),
  validateGCFinAcct: true,
  bcc: "mail-record@shop.example",
  sender: "gift-cards@shop.example",
};

const settingsRow = z.object({
  pinRequired: z.number(),
  codeLength: z.number(),
  pinLength: z.number(),
  survey: z.string(),
  template: z.string(),
  validateGCFinAcct: z.number().nullable(),
  bcc: z.string().nullable(),
  sender: z.string(),
});

/** The store's settings; the defaults until some are saved. Throws `not-found` for a store that is not there. */
export function readGiftCardSettings(shop: ShopContext, store: string): GiftCardSettings {
  requireStore(shop, store);
  const row = shop.web.get(
    settingsRow,
    `SELECT pinRequired, codeLength, pinLength, survey, template, validateGCFinAcct, bcc, sender
     FROM giftCardSettings WHERE store = ?`,
    store,
  );
  if (row === undefined) return DEFAULT_GIFT_CARD_SETTINGS;
  return giftCardSettingsSchema.parse({
    ...row,
    pinRequired: row.pinRequired === 1,
    survey: JSON.parse(row.survey),
    validateGCFinAcct: row.validateGCFinAcct === null ? null : row.validateGCFinAcct === 1,
  });
}

/**
 * Validates and saves a store's settings, all of them at once; cards sold before keep their code and PIN.
 * What was saved. Throws `invalid-request`, its `detail.places` naming each field that is wrong, and for a
 * template that does not fit the survey `detail.missing` and `detail.unknown`.
 */
export function saveGiftCardSettings(
  shop: ShopContext,
  store: string,
  input: unknown,
): GiftCardSettings {
  requireStore(shop, store);
  const settings = parseGiftCardSettings(input);
  shop.web.transaction((tx) => writeGiftCardSettings(tx, shop, store, settings));
  return settings;
}

/** The settings as one row, whatever they say: callers validate. */
export function writeGiftCardSettings(
  tx: Transaction,
  shop: ShopContext,
  store: string,
  settings: GiftCardSettings,
): void {
  tx.run(
    `INSERT OR REPLACE INTO giftCardSettings
       (store, pinRequired, codeLength, pinLength, survey, template, validateGCFinAcct, bcc, sender,
        updatedMs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    store,
    Number(settings.pinRequired),
    settings.codeLength,
    settings.pinLength,
    JSON.stringify(settings.survey),
    settings.template,
    settings.validateGCFinAcct === null ? null : Number(settings.validateGCFinAcct),
    settings.bcc,
    settings.sender,
    shop.clock.nowMs(),
  );
  tx.emit({
    type: "trace.recorded",
    message: `The gift card settings of the store ${store} were saved.`,
    attributes: { component: "Gift card settings", store },
  });
}

/** Throws `invalid-request` as `saveGiftCardSettings` does; nothing is stored. */
export function parseGiftCardSettings(input: unknown): GiftCardSettings {
  const parsed = giftCardSettingsSchema.safeParse(input);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => ({
      place: path.join(".") || "settings",
      message,
    }));
    const told = places.map(({ place, message }) => `${place}: ${message}`).join("; ");
    throw new ShopError("invalid-request", told, { cause: parsed.error, detail: { places } });
  }
  const settings = parsed.data;
  refuseNames(settings);
  const mismatch = compareTemplate(
    settings.survey.map(({ name }) => name),
    settings.template,
  );
  if (mismatch !== null) {
    const told = mismatchTexts(mismatch);
    const places = told.map((message) => ({ place: "template", message }));
    throw new ShopError("invalid-request", `Survey and template differ: ${told.join("; ")}.`, {
      detail: { places, missing: [...mismatch.missing], unknown: [...mismatch.unknown] },
    });
  }
  return settings;
}

function refuseNames({ survey }: GiftCardSettings): void {
  const names = survey.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  const taken = names.find((name) => SHOP_FIELDS.some((field) => field === name));
  const addresses = survey.filter(({ kind }) => kind === "email").length;
  const message =
    (twice !== undefined && `${twice} is asked for twice`) ||
    (taken !== undefined && `${taken} is filled in by the shop`) ||
    (addresses !== 1 && "exactly one field is the recipient's mail (kind email)");
  if (message === false || message === "") return;
  throw new ShopError("invalid-request", `survey: ${message}.`, {
    detail: { places: [{ place: "survey", message }] },
  });
}

/** Throws `not-found`. */
export function requireStore(shop: ShopContext, store: string): void {
  if (shop.settings.stores.some(({ code }) => code === store)) return;
  throw new ShopError("not-found", "There is no such store.", { detail: { store } });
}
