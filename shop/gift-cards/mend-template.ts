import { z } from "zod";
import { compareTemplate } from "#domain/gift-cards/mail-template.ts";
import type { ShopContext } from "../context.ts";
import { readGiftCardSettings, writeGiftCardSettings } from "./gift-card-settings.ts";
import { resendMail } from "./resend-mail.ts";
import { inOtherCase } from "./template-fault.ts";

/** Writes the fields of a broken template as the survey does, then sends what could not be sent. */
export function mendTemplate(shop: ShopContext, store: string): void {
  const settings = readGiftCardSettings(shop, store);
  const names = settings.survey.map(({ name }) => name);
  const mismatch = compareTemplate(names, settings.template);
  let { template } = settings;
  for (const unknown of mismatch?.unknown ?? []) {
    const name = mismatch?.missing.find((missing) => inOtherCase(missing) === unknown);
    if (name !== undefined) template = template.replaceAll(`\${${unknown}}`, `\${${name}}`);
  }
  if (template !== settings.template) {
    shop.web.transaction((tx) => writeGiftCardSettings(tx, shop, store, { ...settings, template }));
  }
  const unsent = shop.web.all(
    z.object({ id: z.string() }),
    `SELECT id FROM giftCards WHERE store = ? AND mailProblem IS NOT NULL AND mailId IS NULL
     ORDER BY issuedMs, id`,
    store,
  );
  for (const { id } of unsent) resendMail(shop, id);
}
