import fc from "fast-check";

const charactersOf = (characters: string): fc.Arbitrary<string> =>
  fc.constantFrom(...Array.from(characters));

/** Text of the characters that plain events and their tokens treat differently. */
const text = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.string({
      unit: charactersOf("abzAZ019 -_.:;/#+%4{}[],'<>~"),
      minLength: 1,
      maxLength: 24,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("order", "customer", "product", "license", "EUR", " x "),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("a@b.example", "50%40", "é", 'a"b', "a\\b", "\u0001", ""),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 300, unit: charactersOf("ab Cd1") }) },
);

const sentence = fc
  .array(fc.constantFrom("Payment", "payment", "Success:", "no.", "7", "a-b", "  ", "x".repeat(70)))
  .map((words) => words.join(" "));

const instant = fc
  .date({
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

const time = fc.oneof(
  { weight: 40, arbitrary: instant },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "2026-02-30T00:00:00.000Z",
      "2024-02-29T23:59:59.999Z",
      "2026-01-01T24:00:00.000Z",
      "2026-01-01T00:60:00.000Z",
      "2026-01-01T00:00:00Z",
      "2026-01-01 00:00:00.000Z",
      "2026-01-01T00:00:00.00aZ",
    ),
  },
);

const type = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.constantFrom("order.placed", "giftCard.issued", "license.generated"),
  },
  { weight: 1, arbitrary: fc.constantFrom("Order.placed", "order", "order.", "a..b", "a.b-c", "") },
);

const reference = fc.record(
  { type: text, id: text, role: text },
  { requiredKeys: ["type", "id"], noNullPrototype: true },
);

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1e15, 999_999_999_999_999, 0.5, 1e21),
);

const attributes = fc.dictionary(
  fc.oneof(
    {
      weight: 30,
      arbitrary: fc.constantFrom("store", "Store", "lineItemId", "gateway", "method", "a.b", "x_y"),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom("email", "code", "name", "number", "pin", "7", "a:b", "__proto__"),
    },
  ),
  fc.oneof(
    { weight: 30, arbitrary: fc.oneof(text, number, fc.boolean()) },
    { weight: 1, arbitrary: fc.constantFrom(null, [], ["a"], {}, { name: "Ann" }) },
  ),
  { maxKeys: 6, noNullPrototype: true },
);

const shuffled = (fields: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .shuffledSubarray(Object.keys(fields), { minLength: Object.keys(fields).length })
    .map((keys) => Object.fromEntries(keys.map((key) => [key, fields[key]])));

/** Events as producers write them, most of them plain, some nearly. */
export const nearlyPlainEvents = fc
  .record(
    {
      id: text,
      type,
      time,
      transactionId: text,
      unattributed: text,
      objects: fc.array(reference, { maxLength: 4 }),
      actor: reference,
      amount: fc.record({ minor: number, currency: fc.constantFrom("EUR", "USD", "eur", "EURO") }),
      outcome: text,
      reason: sentence,
      message: fc.oneof(sentence, text),
      level: fc.constantFrom("info", "WARN", "a level too long to be one", 30),
      traceparent: text,
      attributes,
      raw: text,
      other: text,
    },
    { requiredKeys: ["type", "time"], noNullPrototype: true },
  )
  .map((event) => {
    // Mostly without the fields that make an event anything but plain.
    for (const key of ["raw", "other"] as const) {
      if (event[key]?.startsWith("a") !== true) Reflect.deleteProperty(event, key);
    }
    return event;
  })
  .chain(shuffled);

/** Events that are all plain, in any order of their fields. */
export const plainEvents = fc
  .record(
    {
      id: fc.constantFrom("e1", "e2", "Order-7/1", "a b"),
      type: fc.constantFrom("order.placed", "payment.captured"),
      time: instant.filter((text_) => !text_.startsWith("+") && !text_.startsWith("-")),
      transactionId: fc.constantFrom("TU80WKRYTI9QUMJ4", "tx 1"),
      objects: fc.array(
        fc.record(
          {
            type: fc.constantFrom("order", "product", "a:b", "customer"),
            id: fc.constantFrom("100000001", "LN-7", " 7  8 ", "x".repeat(80)),
            role: fc.constantFrom("previous", "original"),
          },
          { requiredKeys: ["type", "id"], noNullPrototype: true },
        ),
        { maxLength: 4 },
      ),
      actor: fc.record({
        type: fc.constantFrom("customer", "system"),
        id: fc.constantFrom("42", "LN-7", "x".repeat(80)),
      }),
      amount: fc.record({ minor: fc.integer(), currency: fc.constantFrom("EUR", "USD") }),
      outcome: fc.constantFrom("ok", "Not ok", ""),
      reason: sentence.filter((words) => words.length < 200),
      message: sentence.filter((words) => words.length < 200),
      level: fc.constantFrom("info", "WARN"),
      attributes: fc.dictionary(
        fc.constantFrom("store", "Store", "lineItemId", "gateway", "a.b"),
        fc.oneof(fc.constantFrom("eu", "EU", " ", "", "a  b"), fc.integer(), fc.boolean()),
        { noNullPrototype: true },
      ),
    },
    { requiredKeys: ["type", "time"], noNullPrototype: true },
  )
  .chain(shuffled);
