import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { SHOP_FIELDS } from "#domain/gift-cards/mail-template.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import {
  CODE_LENGTH_MAX,
  CODE_LENGTH_MIN,
  PIN_LENGTH_MAX,
  PIN_LENGTH_MIN,
  readGiftCardSettings,
  saveGiftCardSettings,
} from "../gift-cards/gift-card-settings.ts";
import { readFields } from "./form-fields.ts";
import {
  type GiftCardForm,
  giftCardForm,
  giftCardInput,
  readGiftCardForm,
  rowsToShow,
} from "./gift-card-form.ts";
import { donePath, doneSentence } from "./page-message.ts";
import { giftCardsPath, PAGES } from "./page-paths.ts";
import { type PageFrame, renderPage } from "./render-page.ts";

const storeParams = z.object({ store: z.string() });

/** What is wrong, by the field's place as the settings name it. */
type PlaceErrors = Readonly<Record<string, string>>;

/** Where what is wrong is said better than by the schema. */
const WORDS: PlaceErrors = {
  codeLength: `Give a whole number from ${CODE_LENGTH_MIN} to ${CODE_LENGTH_MAX}.`,
  pinLength: `Give a whole number from ${PIN_LENGTH_MIN} to ${PIN_LENGTH_MAX}.`,
  sender: "Give a mail address.",
  bcc: "Give a mail address, or nothing.",
};

const placesSchema = z.object({
  places: z.array(z.object({ place: z.string(), message: z.string() })).min(1),
});

/** The gift card settings of each store. */
export function addGiftCardsPage(app: FastifyInstance, shop: ShopContext): void {
  app.get(PAGES.giftCards, async (_request, reply) =>
    reply.redirect(giftCardsPath(shop.settings.stores[0]?.code ?? ""), 302),
  );
  app.get(`${PAGES.giftCards}/:store`, async ({ params, query }) => {
    const { store } = storeParams.parse(params);
    const form = giftCardForm(readGiftCardSettings(shop, store));
    return render(shop, store, form, {}, { done: doneSentence(query) });
  });
  app.post(`${PAGES.giftCards}/:store`, async ({ params, body }, reply) => {
    const { store } = storeParams.parse(params);
    const form = readGiftCardForm(readFields(body));
    try {
      saveGiftCardSettings(shop, store, giftCardInput(form));
    } catch (error) {
      const errors = placeErrors(error);
      if (errors === null) throw error;
      const failed = "Nothing was saved: see beside the fields.";
      return reply.status(422).send(render(shop, store, form, errors, { failed }));
    }
    return reply.redirect(donePath(giftCardsPath(store), "settings-saved"), 303);
  });
}

/** Null for what is no mistake in the form. */
function placeErrors(error: unknown): PlaceErrors | null {
  if (!(error instanceof ShopError) || error.code !== "invalid-request") return null;
  const read = placesSchema.safeParse(error.detail);
  if (!read.success) return { survey: error.message };
  const errors: Record<string, string> = {};
  for (const { place, message } of read.data.places) {
    const told = Object.hasOwn(WORDS, place) ? WORDS[place] : asSentence(message);
    errors[place] = [errors[place], told].filter(Boolean).join(" ");
  }
  return errors;
}

function asSentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith(".") ? "" : "."}`;
}

function render(
  shop: ShopContext,
  store: string,
  form: GiftCardForm,
  errors: PlaceErrors,
  told: Partial<Pick<PageFrame, "done" | "failed">>,
): string {
  const { stores } = shop.settings;
  return renderPage(
    "gift-cards",
    { title: "Gift card settings", place: PAGES.giftCards, ...told },
    {
      stores: stores.map(({ code, name }) => ({
        name,
        path: giftCardsPath(code),
        isShown: code === store,
      })),
      action: giftCardsPath(store),
      form,
      rows: rowsToShow(form.survey),
      errors,
      limits: { CODE_LENGTH_MIN, CODE_LENGTH_MAX, PIN_LENGTH_MIN, PIN_LENGTH_MAX },
      shopFields: SHOP_FIELDS.map((name) => `\${${name}}`),
    },
  );
}
