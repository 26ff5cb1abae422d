import { z } from "zod";
import { operation } from "../services/operation.ts";
import { EXTERNAL_OPERATIONS } from "./external-operations.ts";
import { giftCardSettingsSchema } from "./gift-card-settings.ts";

const identifier = z.string().min(1).max(64);
const currency = z.string();
const amounts = {
  issuedMinor: z.int(),
  /** issued + refunded − captured. */
  balanceMinor: z.int(),
  /** Open authorizations. */
  authorizedMinor: z.int(),
  /** balance − authorized. */
  availableMinor: z.int(),
};

const listedCard = z.object({
  giftCardId: z.string(),
  store: z.string(),
  external: z.boolean(),
  state: z.enum(["active", "cancelled"]),
  /** The end of the code; the whole is for the recipient alone. */
  lastFour: z.string(),
  currency,
  ...amounts,
  orderNumber: z.string().nullable(),
  lineItemId: z.string().nullable(),
  issuedAt: z.string(),
  mail: z.enum(["sent", "bounced", "not-sent"]),
  /** Why the mail could not be written; its fields are names of the survey and of the template. */
  mailProblem: z.object({ missing: z.array(z.string()), unknown: z.array(z.string()) }).nullable(),
});
export type ListedCard = z.infer<typeof listedCard>;

const cardStep = z.object({
  at: z.string(),
  step: z.enum(["issued", "authorized", "captured", "released", "refunded"]),
  amountMinor: z.int(),
  authorizationId: z.string().nullable(),
  orderNumber: z.string().nullable(),
});
export type CardHistoryStep = z.infer<typeof cardStep>;

const liability = z.object({
  store: z.string(),
  currency,
  cards: z.int(),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
  ...amounts,
});
export type Liability = z.infer<typeof liability>;

/** What the shop's own people do with gift cards. */
export const GIFT_CARD_OPERATIONS = {
  readSettings: operation({
    name: "readGiftCardSettings",
    method: "GET",
    path: "/operator/gift-card-settings/{store}",
    summary: "How a store sells gift cards and takes them as payment",
    input: z.strictObject({ store: identifier }),
    answer: giftCardSettingsSchema,
    operatorOnly: true,
  }),
  saveSettings: operation({
    name: "saveGiftCardSettings",
    method: "PUT",
    path: "/operator/gift-card-settings/{store}",
    summary: "Save all gift card settings of a store",
    input: giftCardSettingsSchema.extend({ store: identifier }),
    answer: giftCardSettingsSchema,
    operatorOnly: true,
  }),
  listCards: operation({
    name: "listGiftCards",
    method: "GET",
    path: "/operator/gift-cards",
    summary: "Gift cards, the newest first, with what is on them",
    input: z.strictObject({
      store: identifier.optional(),
      orderNumber: identifier.optional(),
      /** `next` of the answer before. */
      after: identifier.optional(),
    }),
    answer: z.object({ items: z.array(listedCard), next: z.string().nullable() }),
    operatorOnly: true,
  }),
  viewCard: operation({
    name: "viewGiftCard",
    method: "GET",
    path: "/operator/gift-cards/{giftCardId}",
    summary: "A gift card with the history of its account",
    input: z.strictObject({ giftCardId: identifier }),
    answer: listedCard.extend({ history: z.array(cardStep) }),
    operatorOnly: true,
  }),
  readLiabilities: operation({
    name: "readGiftCardLiabilities",
    method: "GET",
    path: "/operator/gift-card-liabilities",
    summary: "What each store owes on the gift cards it issued",
    input: z.strictObject({}),
    answer: z.object({ items: z.array(liability) }),
    operatorOnly: true,
  }),
  issueCard: operation({
    name: "issueGiftCard",
    method: "POST",
    path: "/operator/orders/{orderNumber}/gift-cards/{lineItemId}",
    summary: "Issue the gift card of a paid line, if it was not issued",
    input: z.strictObject({ orderNumber: identifier, lineItemId: identifier }),
    answer: z.object({ giftCardId: z.string() }),
    operatorOnly: true,
  }),
  resendMail: operation({
    name: "resendGiftCardMail",
    method: "POST",
    path: "/operator/gift-cards/{giftCardId}/mail",
    summary: "Mail a gift card again, with a new PIN where the store requires one",
    input: z.strictObject({ giftCardId: identifier }),
    /** Null where survey and template still differ, or the mail got lost. */
    answer: z.object({ mailId: z.string().nullable() }),
    operatorOnly: true,
  }),
  sellExternal: operation({
    name: "sellExternalCard",
    method: "POST",
    path: "/operator/external-cards/sales",
    summary: "Buy a card at the external provider's counter, to try paying with it",
    input: EXTERNAL_OPERATIONS.sellCard.input,
    answer: EXTERNAL_OPERATIONS.sellCard.answer,
    operatorOnly: true,
  }),
  registerExternal: operation({
    name: "registerExternalCard",
    method: "POST",
    path: "/operator/external-cards",
    summary: "Give a card of the external provider an account, before it is used",
    input: z.strictObject({
      store: identifier,
      code: z.string().min(4).max(128),
      pin: z.string().max(16).optional(),
    }),
    answer: z.object({ giftCardId: z.string() }),
    operatorOnly: true,
  }),
} as const;
