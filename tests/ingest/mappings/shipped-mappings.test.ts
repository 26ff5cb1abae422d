import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findEventType } from "#domain/events/catalog.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import { findFormat } from "#ingest/formats/detect-format.ts";
import type { ShippedMapping } from "#ingest/mappings/mapping-schema.ts";
import { columnsOf } from "#ingest/mappings/mapping-columns.ts";
import { mappingProblems } from "#ingest/mappings/mapping-problems.ts";
import { findMapping, listMappings } from "#ingest/mappings/shipped-mappings.ts";
import { badOf, decode, type DecodedEvent, eventsOf } from "../formats/decoding.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "ingest", "mappings");

/** Zone of samples whose mapping names none, and when those that keep no time were read. */
const TIMEZONE = "Europe/Paris";
const READ_AT_MS = Date.UTC(2026, 1, 3, 9, 0, 0, 120);

/** Listed by readings of other systems; the catalog of the shop's own events has no such types. */
const LISTED = /^(?:catalog\.productListed|customers\.customerListed|task\.listed)$/;

/** Taken where the usual column for a time is empty; not every export has them. */
const OPTIONAL_COLUMNS = new Set(["createdStamp", "entryDate"]);

function sampleOf(name: string): Buffer {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith(`${name}.sample.`));
  if (files.length !== 1) throw new Error(`${name} needs one file ${name}.sample.<ending>`);
  return readFileSync(join(FOLDER, files[0] ?? ""));
}

function eventsOfSample(mapping: ShippedMapping): DecodedEvent[] {
  const decoded = decode(findFormat(mapping.format), sampleOf(mapping.name), {
    timezone: mapping.timezone ?? TIMEZONE,
    assumedTimeMs: READ_AT_MS,
    ...(mapping.format !== "moodle-trace" && { mapping }),
  });
  expect(badOf(decoded).map(({ message }) => message)).toEqual([]);
  return eventsOf(decoded);
}

test("the five source systems are covered", () => {
  expect(listMappings().map(({ name }) => name)).toEqual([
    "catalog-products",
    "crm-customers",
    "magento-order-history",
    "magento-orders",
    "magento-quotes",
    "main-db-orders",
    "moodle-shop",
    "ofbiz-fin-account-authorizations",
    "ofbiz-fin-account-transactions",
    "ofbiz-fin-accounts",
    "scheduler-tasks",
    "web-db-orders",
  ]);
});

test.each(listMappings().map(({ name }) => name))(
  "%s makes of its sample what stands beside it",
  (name) => {
    const mapping = findMapping(name);
    if (mapping === null) throw new Error(`${name} is not found by its name`);
    expect(mapping.format === "moodle-trace" ? [] : mappingProblems(mapping)).toEqual([]);
    const events = eventsOfSample(mapping);
    const expected = readFileSync(join(FOLDER, `${name}.expected.ndjson`), "utf8");
    const lines = events.map(({ event, derivedId }) =>
      JSON.stringify({ ...(derivedId !== undefined && { derivedId }), ...event }),
    );
    expect(lines).toEqual(expected.trimEnd().split("\n"));
    for (const { event } of events) {
      expect(parseEvent(event)).toMatchObject({ ok: true });
    }
    const types = events.map(({ event }) => String(event["type"]));
    expect(types.filter((type) => !LISTED.test(type) && findEventType(type) === null)).toEqual([]);
    const ids = events.flatMap(({ event }) => (event["id"] === undefined ? [] : [event["id"]]));
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test("a PIN is in nothing that a mapping makes, nor in what it refuses", () => {
  const mapping = findMapping("ofbiz-fin-accounts");
  if (mapping?.format !== "csv") throw new Error("the mapping of gift cards reads CSV");
  const sample = sampleOf("ofbiz-fin-accounts").toString();
  const torn = `${sample}10002,GIFTCERT_ACCOUNT,"Gift, 9753,EUR\n10003,9753\n`;
  const upperCase = sample.replace("finAccountPin", "FIN_ACCOUNT_PIN");
  const ofDatabase = upperCase.replace("finAccountId", "FIN_ACCOUNT_ID");
  const headless = sample.slice(sample.indexOf("\n") + 1);
  const texts = [sample, torn, sample.replaceAll(",", ";"), upperCase, ofDatabase, headless];
  for (const text of texts) {
    const decoded = decode(findFormat("csv"), text, { mapping, timezone: TIMEZONE });
    expect(decoded.length).toBeGreaterThan(1);
    expect(text).toContain("9753");
    const written = decoded.map((record) => {
      const bytes = record.kind === "bad" ? record.content : (record.sourceText ?? Buffer.alloc(0));
      return `${JSON.stringify(record)} ${Buffer.from(bytes).toString()}`;
    });
    expect(written.join("\n")).not.toContain("9753");
  }
});

test("samples have every column that their mapping names", () => {
  for (const mapping of listMappings().filter(({ format }) => format === "csv")) {
    if (mapping.format !== "csv") throw new Error("only tables are left");
    const [header = ""] = sampleOf(mapping.name).toString().split(/\r?\n/);
    const columns = new Set(header.split(/[,;\t]/).map((name) => name.replaceAll('"', "")));
    const missing = columnsOf(mapping).filter((column) => !columns.has(column));
    expect({ name: mapping.name, missing }).toEqual({
      name: mapping.name,
      missing: missing.filter((column) => OPTIONAL_COLUMNS.has(column)),
    });
  }
});
