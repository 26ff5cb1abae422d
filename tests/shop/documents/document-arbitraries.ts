import fc from "fast-check";
import type { KeyRequestContent } from "#shop/documents/compose-order-document.ts";
import {
  KEY_REQUEST_FIELDS,
  ORDER_INFO_FIELDS,
  type OrderInfo,
} from "#shop/documents/order-document.ts";

/** Any text that XML 1.0 can hold, line ends and `]]>` with it. */
export const xmlText = fc
  .array(
    fc.oneof(
      fc.constantFrom("]]>", "<", "&", "&amp;", "\r", "\n", "\t", " ", "<!DOCTYPE a>", "\u0085"),
      fc.string({ unit: "binary", maxLength: 12 }).filter((text) => isXmlText(text)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const filled = xmlText.filter((text) => text !== "");
const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom("0", "1", "3", "9"), minLength: min, maxLength: max });
const word = fc.string({
  unit: fc.constantFrom("a", "Z", "1", ".", "-", "_", "é", "漢", "😀"),
  minLength: 1,
  maxLength: 20,
});
const minor = fc.integer({ min: 0, max: 9_999_999_999 });
const foreignId = digits(5, 7).map((rest) => ORDER_INFO_FIELDS.foreignId[1].parse(`38-${rest}`));
const lineItemId = digits(17, 17).map((id) => KEY_REQUEST_FIELDS.lineItemId[1].parse(id));

/** What of the whole is digital, so that the rest is not negative. */
const wholeAndPart = fc
  .tuple(minor, minor)
  .map((two): [number, number] => [Math.max(...two), Math.min(...two)]);

export const orderInfo: fc.Arbitrary<OrderInfo> = fc
  .record({
    foreignId,
    number: digits(9, 9).map((number) => ORDER_INFO_FIELDS.number[1].parse(number)),
    transactionId: fc.constant("TU80WKRYTI9QUMJ4"),
    store: word,
    state: word,
    currency: fc.constantFrom("EUR", "USD", "JPY", "BHD"),
    country: fc.constantFrom("cz", "us"),
    email: filled,
    amounts: wholeAndPart,
    lines: fc.uniqueArray(
      fc.record({
        lineItemId,
        product: word,
        kind: fc.constantFrom("license", "giftCard", "course", "physical"),
        quantity: fc.integer({ min: 1, max: 1000 }),
        amountMinor: minor,
      }),
      { minLength: 1, maxLength: 5, selector: (line) => line.lineItemId },
    ),
  })
  .map(({ amounts: [amountMinor, digitalMinor], ...info }) =>
    Object.assign(info, {
      amountMinor,
      digitalMinor,
      physicalMinor: amountMinor - digitalMinor,
    }),
  );

export const keyRequest: fc.Arbitrary<KeyRequestContent> = fc.record({
  foreignId,
  lineItemId,
  quantity: fc.constant(1),
  product: word,
  profileId: filled.filter((text) => text.trim() !== ""),
  email: filled,
  previousLicenseId: fc.option(word),
  termMonths: fc.option(fc.integer({ min: 1, max: 120 })),
  locale: word,
  billing: fc.record({
    firstName: xmlText,
    lastName: xmlText,
    line1: xmlText,
    city: xmlText,
    postalCode: xmlText,
    country: fc.constant("cz"),
    phone: xmlText,
  }),
});

function isXmlText(text: string): boolean {
  return (
    text.isWellFormed() && /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text)
  );
}
