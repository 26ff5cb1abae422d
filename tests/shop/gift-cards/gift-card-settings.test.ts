import { expect, test } from "vitest";
import { ShopError } from "#shop/errors.ts";
import {
  DEFAULT_GIFT_CARD_SETTINGS as DEFAULTS,
  readGiftCardSettings,
  saveGiftCardSettings,
} from "#shop/gift-cards/gift-card-settings.ts";
import { openShop } from "../open-shop.ts";

function refusalOf(save: () => unknown): ShopError {
  try {
    save();
  } catch (error) {
    if (error instanceof ShopError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

test("the defaults hold until a store has settings, and are valid", async () => {
  await using open = openShop();
  expect(readGiftCardSettings(open.shop, "europe")).toEqual(DEFAULTS);
  expect(saveGiftCardSettings(open.shop, "europe", DEFAULTS)).toEqual(DEFAULTS);
});

test("what is saved is read again, for its store alone", async () => {
  await using open = openShop();
  const { shop } = open;
  const settings = {
    pinRequired: true,
    codeLength: 20,
    pinLength: 6,
    survey: [{ name: "To", label: "Mail", required: true, kind: "email" as const }],
    template: "${To}: ${Code} ${Pin}",
    validateGCFinAcct: null,
    bcc: null,
    sender: "cards@example.org",
  };
  saveGiftCardSettings(shop, "europe", settings);
  expect(readGiftCardSettings(shop, "europe")).toEqual(settings);
  expect(readGiftCardSettings(shop, "america")).toEqual(DEFAULTS);
  saveGiftCardSettings(shop, "europe", {
    ...settings,
    validateGCFinAcct: false,
    bcc: "a@b.example",
  });
  expect(readGiftCardSettings(shop, "europe")).toMatchObject({
    validateGCFinAcct: false,
    bcc: "a@b.example",
  });
  expect(open.eventTypes()).toEqual(["trace.recorded", "trace.recorded"]);
});

test.each([
  ["codeLength", { codeLength: 7 }],
  ["codeLength", { codeLength: 33 }],
  ["codeLength", { codeLength: 16.5 }],
  ["pinLength", { pinLength: 3 }],
  ["pinRequired", { pinRequired: "yes" }],
  ["validateGCFinAcct", { validateGCFinAcct: "" }],
  ["sender", { sender: "nobody" }],
  ["bcc", { bcc: "" }],
  ["template", { template: "  " }],
  ["survey.0.name", { survey: [{ name: "a b", label: "x", required: true }] }],
  ["settings", { more: 1 }],
])("a wrong %s is named, and nothing is saved", async (place, wrong) => {
  await using open = openShop();
  const error = refusalOf(() =>
    saveGiftCardSettings(open.shop, "europe", { ...DEFAULTS, ...wrong }),
  );
  expect(error.code).toBe("invalid-request");
  expect(error.detail["places"]).toMatchObject([{ place }]);
  expect(open.events()).toEqual([]);
  expect(readGiftCardSettings(open.shop, "europe")).toEqual(DEFAULTS);
});

test("all that is wrong is told at once", async () => {
  await using open = openShop();
  const wrong = { ...DEFAULTS, codeLength: 1, pinLength: 1 };
  const error = refusalOf(() => saveGiftCardSettings(open.shop, "europe", wrong));
  expect(error.detail["places"]).toHaveLength(2);
});

test("a template that does not fit the survey is refused with the exact names", async () => {
  await using open = openShop();
  const template = DEFAULTS.template.replace("${Message}", "${message}");
  const error = refusalOf(() =>
    saveGiftCardSettings(open.shop, "europe", { ...DEFAULTS, template }),
  );
  expect(error.detail).toMatchObject({ missing: ["Message"], unknown: ["message"] });
});

test.each([
  ["asked for twice", [DEFAULTS.survey[1], DEFAULTS.survey[1]]],
  ["filled in by the shop", [{ name: "Code", label: "x", required: true, kind: "email" }]],
  ["exactly one field", [{ name: "Message", label: "x", required: true, kind: "text" }]],
])("a survey with a name %s is refused", async (told, survey) => {
  await using open = openShop();
  const save = () => saveGiftCardSettings(open.shop, "europe", { ...DEFAULTS, survey });
  expect(refusalOf(save).message).toContain(told);
});

test("there are no settings of a store that is not there", async () => {
  await using open = openShop();
  const { shop } = open;
  expect(refusalOf(() => readGiftCardSettings(shop, "moon")).code).toBe("not-found");
  expect(refusalOf(() => saveGiftCardSettings(shop, "moon", DEFAULTS)).code).toBe("not-found");
});
