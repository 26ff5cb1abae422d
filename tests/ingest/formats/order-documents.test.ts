import { readFileSync } from "node:fs";
import { array, assert, constantFrom, nat, oneof, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent } from "#domain/events/parse-event.ts";
import { detectFormat } from "#ingest/formats/detect-format.ts";
import { decimalAmount } from "#ingest/formats/decimal-amount.ts";
import { type Decoded, type DecodeOptions, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { orderDocumentsFormat } from "#ingest/formats/order-documents.ts";
import { XML_DEPTH_MAX, XML_ELEMENTS_MAX } from "#ingest/formats/xml-tree.ts";
import {
  badOf,
  comparable,
  decode,
  decodeWithRestarts,
  eventsOf,
  noteCodes,
  noteMessage,
  renumbered,
  sourceBytes,
} from "./decoding.ts";

const sample = (name: string): string =>
  readFileSync(new URL(`../../fixtures/orders/${name}.xml`, import.meta.url), "utf8");
const REQUEST = sample("get-key-request");
const INFO = sample("order-info");
const OPTIONS = { assumedTimeMs: Date.UTC(2026, 0, 31, 9) };

function read(input: string | Uint8Array, options: Partial<DecodeOptions> = OPTIONS): Decoded[] {
  const decoded = decode(orderDocumentsFormat, input, options);
  for (const { event } of eventsOf(decoded)) expect(parseEvent(event)).toMatchObject({ ok: true });
  return decoded;
}

function problemOf(input: string | Uint8Array): string {
  const [bad, ...others] = read(input);
  expect(others).toEqual([]);
  return bad?.kind === "bad" ? `${bad.reason}: ${bad.message}` : "none";
}

test("a GetKeyRequest asks for a license, by the facts the documents are replayed by", () => {
  expect(read(REQUEST)).toMatchObject([
    {
      kind: "event",
      event: {
        type: "license.requested",
        time: "2026-01-31T09:00:00.000Z",
        unattributed: "no transaction ID in the document",
        objects: [{ type: "order", id: "38-211449", role: "foreignId" }],
        attributes: {
          document: "getKeyRequest",
          lineItemId: "13297323620002339",
          product: "isc.1.0.0.12m",
          quantity: 1,
          missingVariables: ["CreateUserProfileResponse.externalReferenceID"],
          details: {
            productkey: { externalreferenceid: "isc.1.0.604.12", locale: "nl_nl" },
            userkey: { loginid: "email@email" },
            billingaddress: {
              city: "brno",
              country: "cz",
              postalcode: "63900",
              email: "email@email",
            },
          },
        },
        raw: REQUEST.trimEnd(),
        schemaVersion: 1,
      },
      position: { line: 1, offset: 0 },
    },
  ]);
  const [record] = read(REQUEST);
  expect(noteCodes(record)).toEqual(["time-assumed", "variable-missing"]);
  expect(noteMessage(record, "variable-missing")).toContain(
    "CreateUserProfileResponse.externalReferenceID must have a value",
  );
  const event = eventsOf([record].filter((one) => one !== undefined))[0]?.event ?? {};
  expect(Object(event["attributes"])).not.toHaveProperty("previousLicenseId");
});

test("a value of idlic is the license that is renewed; a variable with a value is not missing", () => {
  const renewal = REQUEST.replace("<value/>", "<value><![CDATA[ LN-77 ]]></value>").replace(
    "<externalreferenceid/>",
    "<externalreferenceid>u-1</externalreferenceid>",
  );
  const [record] = read(renewal);
  expect(record).toMatchObject({
    event: {
      objects: [{ type: "order" }, { type: "license", id: "LN-77", role: "previous" }],
      attributes: { previousLicenseId: "LN-77" },
    },
  });
  expect(noteCodes(record)).toEqual(["time-assumed"]);
});

test("an OrderInfo is an order whose payment is unknown, with its lines and what they cost", () => {
  const [record] = read(INFO);
  expect(record).toMatchObject({
    event: {
      type: "order.uncertain",
      objects: [{ type: "order", id: "38-211449", role: "foreignId" }],
      amount: { minor: 6450, currency: "EUR" },
      attributes: {
        document: "orderInfo",
        store: "nl",
        gateway: "gateway-1",
        method: "card",
        paymentState: "unknown",
        lines: [
          {
            lineItemId: "13297323620002339",
            product: "isc.1.0.0.12m",
            quantity: 1,
            amount: { minor: 6450, currency: "EUR" },
          },
        ],
        details: {
          GeoIP: "198.51.100.7",
          Customer: { LoginID: "ana@example.com", Phone: "+420 601 234 567" },
        },
      },
    },
  });
});

test("an OrderInfo that says it was paid is an order that was placed, never one replicated", () => {
  expect(read(INFO.replace(">unknown<", ">PAID<"))).toMatchObject([
    { event: { type: "order.placed", attributes: { paymentState: "PAID" } } },
  ]);
  expect(read("<OrderInfo><OrderId>38-211449</OrderId></OrderInfo>")).toMatchObject([
    { event: { type: "order.uncertain", attributes: { document: "orderInfo" } } },
  ]);
});

describe("spellings", () => {
  test.each([
    [
      "tags in any case",
      REQUEST.replaceAll(
        /<(\/?)([a-z])/g,
        (_, slash: string, first: string) => `<${slash}${first.toUpperCase()}`,
      ),
    ],
    ["sections in lower case", REQUEST.replaceAll("[CDATA[", "[cdata[")],
    ["no declaration", REQUEST.slice(REQUEST.indexOf("?>") + 2)],
    ["a byte order mark", `\uFEFF${REQUEST}`],
    ["line ends of Windows", REQUEST.replaceAll("\n", "\r\n")],
    [
      "the bare element",
      REQUEST.slice(REQUEST.indexOf("<GetKeyRequest>"), REQUEST.indexOf("</Data>")),
    ],
    [
      "prefixes of namespaces",
      REQUEST.replaceAll(/<(\/?)(?=[A-Za-z])/g, "<$1s:").replace(
        "<s:XMLBatchRequest",
        '<s:XMLBatchRequest xmlns:s="urn:shop"',
      ),
    ],
    ["comments and instructions", REQUEST.replace("<Service>", "<!-- a > b --><?do it?><Service>")],
    ["characters by number", REQUEST.replace("<![CDATA[38-211449]]>", "&#51;8-211449&#x20;")],
  ])("%s", (_name, text) => {
    expect(read(text)).toMatchObject([
      {
        kind: "event",
        event: {
          objects: [{ type: "order", id: "38-211449", role: "foreignId" }],
          attributes: { lineItemId: "13297323620002339", quantity: 1 },
        },
      },
    ]);
  });
});

test("documents one after the other, each with its place; one that is torn off costs itself alone", () => {
  const torn = REQUEST.slice(0, 300);
  const input = `${INFO}\n${torn}${REQUEST}stray text ${INFO}`;
  const decoded = read(input);
  expect(decoded.map((one) => (one.kind === "bad" ? one.reason : one.event["type"]))).toEqual([
    "order.uncertain",
    "undecodable",
    "license.requested",
    "undecodable",
    "order.uncertain",
  ]);
  const texts = decoded.map((record) => sourceBytes(record).toString());
  expect(texts.join("").replaceAll(/\s/g, "")).toBe(input.replaceAll(/\s/g, ""));
  for (const [place, { position }] of decoded.entries()) {
    expect(input.slice(position.offset).startsWith(texts[place] ?? "none")).toBe(true);
    expect(position.line).toBe(input.slice(0, position.offset).split("\n").length);
  }
});

function service(content: string): string {
  return `<Service><Data>${content}</Data></Service>\r\n`;
}

test("a batch of several documents gives an event each, and divides its text among them", () => {
  const [one, two] = ["38-211449é", "38-211450"].map((id) =>
    service(`<OrderInfo><OrderId>${id}</OrderId></OrderInfo>`),
  );
  const batch = `<XMLBatchRequest>\n${one}${two}</XMLBatchRequest>`;
  const decoded = read(batch, { ...OPTIONS, fingerprint: "f1" });
  expect(decoded).toMatchObject([
    { event: { objects: [{ id: "38-211449é" }] }, position: { offset: 0, line: 1 } },
    { event: { objects: [{ id: "38-211450" }] }, position: { line: 2 } },
  ]);
  const texts = decoded.map((record) => sourceBytes(record).toString());
  expect(texts.join("")).toBe(batch);
  expect(texts[0]).toMatch(/<\/Service>$/);
  const second = decoded[1]?.position.offset ?? 0;
  expect(Buffer.from(batch).subarray(second).toString()).toBe(texts[1]);
});

describe("refusals", () => {
  const entities = Array.from(
    { length: 60 },
    (_, level) => `<!ENTITY e${level + 1} "&e${level};&e${level};&e${level};">`,
  ).join("\n");
  const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">\n${entities}]><OrderInfo><OrderId>&e60;</OrderId></OrderInfo>`;
  const external = `<!DOCTYPE OrderInfo [<!ENTITY f SYSTEM "file:///etc/passwd">]><OrderInfo><OrderId>&f;</OrderId></OrderInfo>`;
  const remote = `<!doctype OrderInfo SYSTEM "http://example.com/a.dtd"><OrderInfo/>`;

  test.each([
    ["a bomb of entities", bomb],
    ["an external entity", external],
    ["a document type elsewhere", remote],
  ])("%s is not looked at", (_name, text) => {
    expect(problemOf(text)).toContain("undecodable: The document has a DOCTYPE");
    const decoded = read(`${text}${REQUEST}`);
    expect(decoded.map(({ kind }) => kind)).toEqual(["bad", "event"]);
  });

  test.each([
    ["<OrderInfo><OrderId>&f;</OrderId></OrderInfo>", "Not XML: at 1:"],
    ["<OrderInfo><OrderId>1</OrderInfo></OrderId>", "Not XML"],
    ["<OrderInfo><a></OrderInfo>", "Not XML"],
    ["<OrderInfo", "Not XML"],
    ["</OrderInfo>", "Not XML"],
    ["<!-- nothing -->", "Not XML"],
    ["<a/>", "holds neither OrderInfo nor GetKeyRequest"],
    ["<OrderInfo/>", "invalid-event: The OrderInfo names no order"],
    ["text alone", '"text alone" stands outside'],
    ['<?xml version="1.0" encoding="windows-1250"?><OrderInfo/>', '"windows-1250"; UTF-8 is read'],
    [Buffer.from("<OrderInfo><a>\xe9</a></OrderInfo>", "latin1"), "must be UTF-8; the byte 14"],
    [Buffer.from("\uFEFF<OrderInfo/>", "utf16le"), "looks like UTF-16"],
    [`${"<a>".repeat(XML_DEPTH_MAX + 1)}${"</a>".repeat(XML_DEPTH_MAX + 1)}`, "nests deeper"],
    [`<OrderInfo>${"<a/>".repeat(XML_ELEMENTS_MAX)}</OrderInfo>`, "more than 10000 elements"],
    [`<OrderInfo><a>${"x".repeat(RECORD_BYTES_MAX)}</a></OrderInfo>`, "oversized: "],
    ["<a>".repeat(300_000), "nests deeper"],
  ])("%.40s", (text, expected) => {
    expect(problemOf(text)).toContain(expected);
  });

  test("a document whose time nobody knows", () => {
    expect(badOf(read(REQUEST, {}))).toMatchObject([
      { reason: "invalid-time", message: expect.stringContaining("--assumed-time") },
    ]);
  });
});

const PIECES = [
  REQUEST.slice(0, 200),
  "<?xml version='1.0'?>",
  "<OrderInfo><OrderId>38-211449</OrderId></OrderInfo>",
  "<![CDATA[<a>]]>",
  "<!-- > -->",
  "<!DOCTYPE a [",
  "]>",
  '<a b="',
  "</a>",
  "<a/>",
  "<",
  "\uFEFF",
  "\n",
  "é",
];

test("no split of the input changes anything, nothing is dropped, nothing throws", () => {
  const part = oneof(constantFrom(...PIECES), string({ maxLength: 5 }));
  assert(
    property(array(part, { maxLength: 8 }), array(nat(400), { maxLength: 4 }), (parts, cuts) => {
      const input = Buffer.from(parts.join(""));
      const whole = read(input);
      const joined = Buffer.concat(whole.map(sourceBytes)).toString();
      expect(joined.replaceAll(/[\s\uFEFF]/g, "")).toBe(
        input.toString().replaceAll(/[\s\uFEFF]/g, ""),
      );
      expect(comparable(decode(orderDocumentsFormat, input, OPTIONS, cuts))).toEqual(
        comparable(whole),
      );
      const restarted = decodeWithRestarts(orderDocumentsFormat, input, OPTIONS, cuts);
      expect(renumbered(restarted)).toEqual(renumbered(whole));
    }),
    { numRuns: 400 },
  );
});

test.each([REQUEST, INFO, `\uFEFF${INFO}`, "<getkeyrequest>", "<s:OrderInfo xmlns:s='a'>"])(
  "detects %.30s",
  (text) => {
    expect(detectFormat(Buffer.from(text)).name).toBe("order-documents");
  },
);

test("other XML is not taken for orders", () => {
  expect(detectFormat(Buffer.from("<?xml version='1.0'?><a/>")).name).toBe("text");
});

test.each([
  ["64.5", "eur", { minor: 6450, currency: "EUR" }],
  ["-64,50", "EUR", { minor: -6450, currency: "EUR" }],
  ["1200", "JPY", { minor: 1200, currency: "JPY" }],
  ["1.234", "KWD", { minor: 1234, currency: "KWD" }],
  ["64.505", "EUR", null],
  ["64.500", "EUR", { minor: 6450, currency: "EUR" }],
  ["1,234.50", "EUR", null],
  ["64", "euro", null],
  ["9999999999999999", "EUR", null],
])("%s %s is %j", (text, currency, expected) => {
  expect(decimalAmount(text, currency)).toEqual(expected);
});

test("thousands of documents in one service cost no more each than a few", () => {
  const documents = "<OrderInfo/>".repeat(XML_ELEMENTS_MAX - 10);
  const before = process.cpuUsage();
  const decoded = read(`<XMLBatchRequest><Service>${documents}</Service></XMLBatchRequest>`);
  const { user } = process.cpuUsage(before);
  expect(decoded).toHaveLength(XML_ELEMENTS_MAX - 10);
  // Looking through the service for each of them takes two seconds and more.
  expect(user / 1000).toBeLessThan(1_000);
});
