import fc from "fast-check";
import { expect, test } from "vitest";
import { findGiftCardOfLine, readAccount } from "#shop/gift-cards/gift-card-rows.ts";
import { issueGiftCard } from "#shop/gift-cards/issue-gift-card.ts";
import { mendTemplate } from "#shop/gift-cards/mend-template.ts";
import type { Letter } from "#shop/mail/letter.ts";
import { resendMail } from "#shop/gift-cards/resend-mail.ts";
import { isPassword } from "#shop/customers/password-hash.ts";
import { rows } from "../visits/visitor.ts";
import {
  insertCardOrder,
  openCardShop,
  sellCard,
  setUp,
  SURVEY,
  TRANSACTION_ID,
} from "./card-shop.ts";

test("an account with its code and amount, the event, and the mail to the recipient", async () => {
  await using open = openCardShop();
  const { shop, letters } = open;
  const card = sellCard(shop);
  expect(card).toMatchObject({
    issuedMinor: 5_000,
    currency: "EUR",
    external: false,
    pinHash: null,
  });
  expect(card.code).toMatch(/^\d{16}$/);
  expect(readAccount(shop.web, card.id)).toMatchObject({
    balanceMinor: 5_000,
    availableMinor: 5_000,
  });
  expect(open.events()).toMatchObject([
    {
      type: "giftCard.issued",
      transactionId: TRANSACTION_ID,
      objects: [
        { type: "giftCard", id: card.id },
        { type: "order", id: card.orderNumber },
        { type: "order", id: "38-200001", role: "foreignId" },
      ],
      amount: { minor: 5_000, currency: "EUR" },
      attributes: { code: card.code, external: false, lineItemId: card.lineItemId },
    },
    {
      type: "mail.sent",
      transactionId: TRANSACTION_ID,
      attributes: { kind: "giftCard", bcc: true, recipient: SURVEY.RecipientMail },
    },
  ]);
  expect(letters).toMatchObject([
    { mailId: card.mailId, recipient: SURVEY.RecipientMail, bcc: "mail-record@shop.example" },
  ]);
  expect(letters[0]?.text).toContain("For Ana <ana@example.org>");
  expect(letters[0]?.text).toContain("€50.00 for Europe");
  expect(letters[0]?.text).toContain(card.code);
});

test("doing it again changes nothing", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const { orderNumber, lineItemId } = sellCard(shop);
  const before = open.events();
  issueGiftCard(shop, orderNumber ?? "", lineItemId ?? "");
  expect(open.events()).toEqual(before);
  expect(open.letters).toHaveLength(1);
});

test("a PIN goes to the recipient; what is kept is its hash, and no event has it", async () => {
  await using open = openCardShop();
  const { shop, letters } = open;
  setUp(shop, { pinRequired: true, pinLength: 6 });
  const card = sellCard(shop);
  const pin = /PIN[^:]*: (\d{6})$/.exec(letters[0]?.text ?? "")?.[1] ?? "";
  expect(isPassword(pin, card.pinHash, 2)).toBe(true);
  expect(isPassword("0000000", card.pinHash, 2)).toBe(false);
  const written = JSON.stringify([open.events(), rows(shop, "SELECT * FROM giftCards")]);
  expect(written.replaceAll(card.code, "")).not.toContain(`"${pin}"`);
});

test("codes have the set length and none is given twice", async () => {
  await using open = openCardShop();
  const { shop } = open;
  setUp(shop, { codeLength: 8 });
  let draws = 0;
  const { random } = shop;
  // The first eight digits are drawn twice, then others.
  const repeating = {
    integer: (min: number, max: number) => {
      draws += 1;
      return max === 9 && min === 0
        ? draws > 60
          ? random.integer(min, max)
          : 7
        : random.integer(min, max);
    },
  };
  const first = sellCard({ ...shop, random: repeating }, 1);
  const second = sellCard({ ...shop, random: repeating }, 2);
  expect(first.code).toBe("77777777");
  expect(second.code).toMatch(/^\d{8}$/);
  expect(second.code).not.toBe(first.code);
});

test("a shop whose codes are all in use says so instead of giving one again", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const stuck = { ...shop, random: { integer: (min: number) => min } };
  sellCard(stuck, 1);
  expect(() => sellCard(stuck, 2)).toThrow("in use already");
  expect(rows(shop, "SELECT id FROM giftCards")).toHaveLength(1);
});

test("without answers the buyer is told, and what was not asked is left empty", async () => {
  await using open = openCardShop();
  const { shop, letters } = open;
  const { orderNumber, lineItemIds } = insertCardOrder(shop, { surveys: [null, SURVEY] });
  for (const lineItemId of lineItemIds) issueGiftCard(shop, orderNumber, lineItemId);
  expect(letters.map(({ recipient }) => recipient)).toEqual([
    "buyer@example.org",
    "ana@example.org",
  ]);
  expect(letters[0]?.text).toContain("For  <>");
  expect(new Set(rows(shop, "SELECT code FROM giftCards").map(({ code }) => code)).size).toBe(2);
});

test("answers under a name that the template does not show stop the mail, not the card", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const { Message: message, ...others } = SURVEY;
  const { orderNumber, lineItemIds } = insertCardOrder(shop, { surveys: [{ ...others, message }] });
  issueGiftCard(shop, orderNumber, lineItemIds[0] ?? "");
  expect(open.eventTypes()).toEqual(["giftCard.issued", "mail.templateMismatch"]);
  expect(open.events()[1]).toMatchObject({ attributes: { missing: ["message"], unknown: [] } });
  expect(open.letters).toEqual([]);
});

test("a template that stops agreeing is named; once mended the mail is sent again", async () => {
  await using open = openCardShop();
  const { shop, letters } = open;
  open.fail("mail.template-mismatch");
  const card = sellCard(shop, 1);
  expect(open.events().find(({ type }) => type === "mail.templateMismatch")).toMatchObject({
    transactionId: TRANSACTION_ID,
    attributes: { missing: ["RecipientName"], unknown: ["recipientName"] },
  });
  expect(card.mailId).toBeNull();
  expect(letters).toEqual([]);
  // It stays broken for everybody until somebody mends it.
  expect(sellCard(shop, 2).mailId).toBeNull();
  expect(resendMail(shop, card.id)).toBeNull();
  mendTemplate(shop, "europe");
  expect(letters.map(({ orderNumber }) => orderNumber).sort()).toEqual(["100000001", "100000002"]);
  expect(sellCard(shop, 3).mailId).not.toBeNull();
  mendTemplate(shop, "europe");
  expect(letters).toHaveLength(3);
});

test("a lost mail leaves no trace, and can be sent again with a new PIN", async () => {
  await using open = openCardShop();
  const { shop, letters } = open;
  setUp(shop, { pinRequired: true });
  open.fail("mail.lost");
  const card = sellCard(shop);
  expect(open.eventTypes()).toEqual(["trace.recorded", "giftCard.issued"]);
  expect(letters).toEqual([]);
  const mailId = resendMail(shop, card.id);
  expect(mailId).toBe(letters[0]?.mailId);
  expect(rows(shop, "SELECT pinHash FROM giftCards")[0]?.["pinHash"]).not.toBe(card.pinHash);
});

test("only lines that are gift cards, of orders that are there", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const { orderNumber, lineItemIds } = insertCardOrder(shop);
  expect(() => issueGiftCard(shop, "100000009", "1")).toThrow("no such order");
  expect(() => issueGiftCard(shop, orderNumber, "1")).toThrow("no such line");
  shop.web.transaction((tx) => tx.run("UPDATE orderLines SET kind = 'license'"));
  expect(() => issueGiftCard(shop, orderNumber, lineItemIds[0] ?? "")).toThrow("not a gift card");
  expect(() => resendMail(shop, "FA1")).toThrow("no such gift card");
});

test("whatever the recipient is told, it is told verbatim", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 40 }), async (message) => {
      await using open = openCardShop();
      const { shop, letters } = open;
      const surveys = [{ ...SURVEY, Message: message }];
      const { orderNumber, lineItemIds } = insertCardOrder(shop, { surveys });
      issueGiftCard(shop, orderNumber, lineItemIds[0] ?? "");
      expect(letters[0]?.text).toContain(message);
    }),
    { numRuns: 30 },
  );
});

test("a letter is held before its card is committed; where it cannot be, there is no card", async () => {
  await using open = openCardShop();
  const { orderNumber, lineItemIds } = insertCardOrder(open.shop);
  const [lineItemId = ""] = lineItemIds;
  const steps: string[] = [];
  const post = {
    hold: ({ mailId }: Letter): void => {
      if (steps.length === 0) {
        steps.push("failed");
        throw new Error("The disk is full.");
      }
      steps.push(`held ${mailId}`);
    },
    deliver: ({ mailId }: Letter): void => void steps.push(`delivered ${mailId}`),
  };
  const shop = { ...open.shop, post };
  expect(() => issueGiftCard(shop, orderNumber, lineItemId)).toThrow("disk is full");
  expect(findGiftCardOfLine(shop.web, orderNumber, lineItemId)).toBeUndefined();
  expect(open.events()).toEqual([]);
  issueGiftCard(shop, orderNumber, lineItemId);
  const { mailId } = findGiftCardOfLine(shop.web, orderNumber, lineItemId)!;
  expect(steps).toEqual(["failed", `held ${mailId}`, `delivered ${mailId}`]);
});
