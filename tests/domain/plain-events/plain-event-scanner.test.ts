import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTimeMs } from "#domain/events/event-time.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import { parseExactJson } from "#domain/events/exact-json.ts";
import { isPlainlyValid } from "#domain/events/plainly-valid.ts";
import { GrowingBytes } from "#domain/plain-events/growing-bytes.ts";
import {
  PLAIN_TEXT_BYTES_MAX,
  PlainEventScanner,
} from "#domain/plain-events/plain-event-scanner.ts";
import { PlainIdentifiers } from "#domain/plain-events/plain-identifiers.ts";
import { PlainTokens } from "#domain/plain-events/plain-tokens.ts";
import { DEFAULT_DECLARATIONS } from "#domain/protection/declarations.ts";
import { eventIdentifiers, eventTokens } from "#domain/tokens/event-tokens.ts";
import { readJsonObject } from "#ingest/formats/json-object.ts";
import { needsProtection } from "#ingest/protection/needs-protection.ts";
import { nearlyPlainEvents, plainEvents } from "./plain-event-arbitraries.ts";

const SOURCE = "Shop front";
const scanner = new PlainEventScanner((name) => DEFAULT_DECLARATIONS.isAlwaysClear(name));
const tokens = new PlainTokens();

/** As lines stand in a body: other bytes before and behind. */
function scan(json: Buffer): boolean {
  const body = Buffer.concat([Buffer.from("}\n"), json, Buffer.from('\n{"id":"')]);
  const isPlain = scanner.scan(body, 2, 2 + json.length);
  if (isPlain) expectAsTheLongWay(json);
  return isPlain;
}

function expectAsTheLongWay(json: Buffer): void {
  expect(readJsonObject(json)).toMatchObject({ ok: true });
  const event = parseExactJson(json.toString()) as AuditEvent;
  expect(isPlainlyValid(event)).toBe(true);
  expect(needsProtection(event, DEFAULT_DECLARATIONS)).toBe(false);
  const { spans } = scanner;
  expect(spans.timeMs).toBe(eventTimeMs(event.time));
  expect(spans.idEnd === 0 ? undefined : textOf(spans.idAt, spans.idEnd)).toBe(event.id);
  const written = new GrowingBytes(1);
  written.append(Buffer.from("before"));
  tokens.write(spans, json.length, SOURCE, written);
  const context = { sourceName: SOURCE, hash: () => null };
  expect(Buffer.from(written.bytes.subarray(0, written.length)).toString()).toBe(
    `before${eventTokens(event, context)}`,
  );
  const identifiers = new PlainIdentifiers();
  const found: ReturnType<typeof eventIdentifiers> = [];
  identifiers.collect(spans, found);
  expect(found).toEqual(eventIdentifiers(event));
}

function textOf(from: number, end: number): string {
  return Buffer.from(scanner.spans.bytes.subarray(from, end)).toString();
}

test("what is plain reads as on the long way: valid, clear, same time, ID, tokens, identifiers", () => {
  let plain = 0;
  fc.assert(
    fc.property(nearlyPlainEvents, (event) => {
      if (scan(Buffer.from(JSON.stringify(event)))) plain += 1;
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(30);
});

test("usual events are plain, whatever the order of their fields", () => {
  fc.assert(
    fc.property(plainEvents, (event) => {
      expect(scan(Buffer.from(JSON.stringify(event)))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("one byte changed, inserted or removed never makes a wrong yes", () => {
  const byte = fc.oneof(
    fc.constantFrom(...Buffer.from('"\\{}[]:,@%40 \n\t-0.eEtn\u007f')),
    fc.integer({ min: 0, max: 255 }),
  );
  const change = fc.record({
    kind: fc.constantFrom("replace", "insert", "remove", "repeat"),
    place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    byte,
    length: fc.integer({ min: 1, max: 30 }),
  });
  let plain = 0;
  fc.assert(
    fc.property(plainEvents, fc.array(change, { minLength: 1, maxLength: 2 }), (event, changes) => {
      let json = Buffer.from(JSON.stringify(event));
      for (const { kind, place, byte: code, length } of changes) {
        const at = Math.floor(place * json.length);
        const added =
          kind === "remove"
            ? Buffer.alloc(0)
            : kind === "repeat"
              ? json.subarray(at, at + length)
              : Buffer.from([code]);
        const skipped = kind === "replace" || kind === "remove" ? 1 : 0;
        json = Buffer.concat([json.subarray(0, at), added, json.subarray(at + skipped)]);
      }
      if (json.length > 0 && !json.includes(0x0a) && scan(json)) plain += 1;
    }),
    { numRuns: 10_000 },
  );
  expect(plain).toBeGreaterThan(100);
});

const BASE = '{"type":"order.placed","time":"2026-01-31T09:05:00.120Z"';

test.each([
  ["a repeated field", `${BASE},"id":"a","id":"a"}`],
  ["a repeated attribute", `${BASE},"attributes":{"store":"a","store":"b"}}`],
  ["a repeated key of an object", `${BASE},"objects":[{"type":"order","id":"a","id":"b"}]}`],
  ["a field that is not known", `${BASE},"shop":"eu"}`],
  ["source text", `${BASE},"raw":"text"}`],
  ["an escape", `${BASE},"message":"a\\u0041"}`],
  ["a character beyond ASCII", `${BASE},"message":"é"}`],
  ["white space between parts", `${BASE}, "message":"a"}`],
  ["an e-mail address", `${BASE},"message":"to ann@shop.example"}`],
  ["an e-mail address in a URL", `${BASE},"message":"?to=ann%40shop.example"}`],
  ["a personal attribute", `${BASE},"attributes":{"email":"none"}}`],
  ["a code", `${BASE},"attributes":{"code":"1"}}`],
  ["a number", `${BASE},"attributes":{"number":"1"}}`],
  ["a nested attribute", `${BASE},"attributes":{"lines":[1]}}`],
  ["a large number", `${BASE},"attributes":{"sequence":13297323620002339}}`],
  ["an exponent", `${BASE},"attributes":{"sequence":1e3}}`],
  ["a leading zero", `${BASE},"attributes":{"sequence":01}}`],
  ["minus zero", `${BASE},"attributes":{"sequence":-0}}`],
  ["a decimal", `${BASE},"amount":{"minor":1.5,"currency":"EUR"}}`],
  ["half an amount", `${BASE},"amount":{"minor":1}}`],
  ["a blank transaction", `${BASE},"transactionId":"  "}`],
  ["an empty ID", `${BASE},"id":""}`],
  ["an ID too long", `${BASE},"id":"${"a".repeat(257)}"}`],
  ["no time", '{"type":"order.placed"}'],
  ["an impossible time", '{"type":"order.placed","time":"2026-02-29T00:00:00.000Z"}'],
  [
    "a text too long for the quick look",
    `${BASE},"message":"${"a".repeat(PLAIN_TEXT_BYTES_MAX + 1)}"}`,
  ],
  ["more after its end", `${BASE}}}`],
  ["no end", BASE],
  ["an array", `[${BASE}}]`],
  ["nothing", "{}"],
])("%s is left to the long way", (_name, json) => {
  expect(scan(Buffer.from(`${BASE}}`))).toBe(true);
  expect(scan(Buffer.from(json))).toBe(false);
});

test("identifiers seen lately are left out, and come again once forgotten", () => {
  const json = Buffer.from(
    `${BASE},"transactionId":"TX1","objects":[{"type":"order","id":"7"},{"type":"product","id":"p"}],"actor":{"type":"customer","id":"7"}}`,
  );
  const identifiers = new PlainIdentifiers();
  const collect = (): string[] => {
    const found: ReturnType<typeof eventIdentifiers> = [];
    expect(scanner.scan(json, 0, json.length)).toBe(true);
    identifiers.collect(scanner.spans, found);
    return found.map(({ objectType, id }) => `${objectType}:${id}`);
  };
  expect(collect()).toEqual(["transaction:TX1", "order:7", "customer:7"]);
  expect(collect()).toEqual([]);
  identifiers.forget();
  expect(collect()).toEqual(["transaction:TX1", "order:7", "customer:7"]);
});

test("no identifier is lost, however many there are", () => {
  const identifiers = new PlainIdentifiers();
  const found: ReturnType<typeof eventIdentifiers> = [];
  const sent = new Set<string>();
  for (let number = 0; number < 60_000; number += 1) {
    const id = `TX${(number * 7919) % 50_000}`;
    sent.add(id);
    const json = Buffer.from(`${BASE},"transactionId":"${id}"}`);
    expect(scanner.scan(json, 0, json.length)).toBe(true);
    identifiers.collect(scanner.spans, found);
  }
  expect(new Set(found.map(({ id }) => id))).toEqual(sent);
});
