import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isProtectedValue } from "#domain/protection/protected-value.ts";
import { INGEST_RECORDS_MAX } from "#ingest/pipeline/ingest-gateway.ts";
import { TestPipeline } from "./open-pipeline.ts";

const sample = (name: string): string =>
  readFileSync(new URL(`../../fixtures/orders/${name}.xml`, import.meta.url), "utf8");
const INFO = sample("order-info");
const REQUEST = sample("get-key-request")
  .replaceAll("email@email", "ana@example.com")
  .replace("<phonenumber/>", "<phonenumber>601 234 567</phonenumber>")
  .replace("<name1><![CDATA[]]>", "<name1><![CDATA[Anaïs Novotná]]>")
  .replace("<phonenumber2/>", "<phonenumber2>602 333 444</phonenumber2>");
const CLEAR = [
  "ana@example.com",
  "198.51.100.7",
  "601 234 567",
  "602 333 444",
  "Anaïs",
  "brno",
  "63900",
];

/** Everything under the data directory. */
function stored(ingest: TestPipeline): string[] {
  return readdirSync(ingest.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

test("what names a customer in the documents of orders never reaches the disk in clear", () => {
  using ingest = new TestPipeline();
  const bad = INFO.replace("</OrderInfo>", "");
  const answer = ingest.push(`${INFO}${REQUEST}${bad}`, { format: "order-documents" });
  expect(answer).toMatchObject({ accepted: 2, quarantined: 1 });
  const files = stored(ingest);
  expect(files.some((text) => text.includes("38-211449"))).toBe(true);
  for (const clear of CLEAR) {
    expect(files.filter((text) => text.includes(clear))).toEqual([]);
  }
  const [info, request] = ingest.records().map(({ json }) => JSON.parse(json) as EventOnDisk);
  expect(isProtectedValue(info?.attributes.details["GeoIP"])).toBe(true);
  for (const event of [info, request]) {
    expect(event?.raw).not.toContain("<");
    expect(isProtectedValue(event?.protectedText["raw"])).toBe(true);
    // Only the source text is hidden whole; what the parser says of it can be read.
    expect(event?.unattributed).toBe("no transaction ID in the document");
  }
});

test("a document without anything known to be personal is protected all the same", () => {
  using ingest = new TestPipeline();
  const text = "<OrderInfo><OrderId>38-211449</OrderId><Note>Anaïs</Note></OrderInfo>";
  ingest.push(text, { format: "order-documents" });
  const [event] = ingest.records().map(({ json }) => JSON.parse(json) as EventOnDisk);
  expect(isProtectedValue(event?.protectedText["raw"])).toBe(true);
});

test("a source may say that its documents name nobody", () => {
  using ingest = new TestPipeline();
  const text = "<OrderInfo><OrderId>38-211449</OrderId></OrderInfo>";
  ingest.sources.configure({ name: "test", format: "order-documents", protectRaw: false });
  ingest.push(text, { format: "order-documents", sourceName: "test" });
  expect(ingest.records()[0]?.json).toContain(JSON.stringify(text));
});

test("one line of more records than a request may have is refused before any is taken", () => {
  using ingest = new TestPipeline();
  const body = Buffer.alloc("</a>".length * (INGEST_RECORDS_MAX + 1), "</a>");
  expect(() => ingest.push(body, { format: "order-documents" })).toThrow(
    /more than 200000 records/,
  );
  expect(ingest.quarantine.openCount()).toBe(0);
});

interface EventOnDisk {
  readonly raw: string;
  readonly unattributed: string;
  readonly attributes: { readonly details: Readonly<Record<string, unknown>> };
  readonly protectedText: Readonly<Record<string, unknown>>;
}
