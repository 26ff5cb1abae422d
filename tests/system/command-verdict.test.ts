import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { StagedEvent } from "../query/query-stage.ts";
import { CAPTURED_AGAIN, SALE, SALE_TRANSACTION } from "../query/objects/sale.ts";
import { Workplace } from "./running-service.ts";

/** As a producer writes it; the number in clear. */
function written(event: StagedEvent): string {
  const { licenseNumber, ...attributes } = event.attributes ?? {};
  const clear = licenseNumber === undefined ? {} : { licenseNumber: "ABCD-1234-EFGH" };
  return JSON.stringify({ ...event, attributes: { ...attributes, ...clear } });
}

async function ingest(workplace: Workplace, url: string, events: readonly StagedEvent[]) {
  const file = join(workplace.directory, `sale-${events.length}.ndjson`);
  writeFileSync(file, events.map((event) => `${written(event)}\n`).join(""));
  return await workplace.run(["ingest", file, "--format", "events", "--source", "shop"], { url });
}

test("orders, licenses and transactions are told with their verdict, and compared", async () => {
  await using workplace = new Workplace();
  const { url } = await workplace.serve();
  expect(await ingest(workplace, url, SALE)).toMatchObject({ code: 0 });

  const clean = await workplace.run(["order", "38-211449"], { url });
  expect(clean).toMatchObject({ code: 0 });
  expect(clean.out).toContain("order 100000047 (38-211449): completed since");
  expect(clean.out).toContain("Nothing is wrong with it.");

  const license = await workplace.run(["license", "ABCD-1234-EFGH", "-o", "json"], { url });
  const found = JSON.parse(license.out) as ObjectAnswer;
  expect(found.object).toEqual({ type: "license", id: "LN7" });
  expect(license.out).not.toContain("ABCD-1234-EFGH");

  await ingest(workplace, url, [CAPTURED_AGAIN]);
  const wrong = await workplace.run(["transaction", SALE_TRANSACTION, "-o", "json"], { url });
  expect(wrong.code).toBe(1);
  const { findings = [], lifecycle, narrative = [] } = JSON.parse(wrong.out) as ObjectAnswer;
  expect(findings.map(({ rule }) => rule)).toContain("payment.duplicate-capture");
  expect(lifecycle?.state).toBe("completed");
  expect(narrative.length).toBeGreaterThan(3);
  const before = ["order", "100000047", "--as-of", "2026-01-10T09:29:59.999Z"];
  expect(await workplace.run(before, { url })).toMatchObject({ code: 0 });

  const compared = await workplace.run(["compare", "order:100000047", "-o", "json"], { url });
  expect(compared.code).toBe(1);
  const { left, right } = JSON.parse(compared.out) as CompareAnswer;
  expect([left.object.id, right]).toEqual(["100000047", null]);

  const missing = await workplace.run(["gift-card", "FA9"], { url });
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.note).toContain("No record names the gift card “FA9”.");
  const unlike = await workplace.run(["compare", "gift-card:FA9"], { url });
  expect(unlike).toMatchObject({ code: 1 });
  expect(unlike.note).toContain('"tracewell resolve FA9" lists what could be meant');
  expect(await workplace.run(["compare", "100000047"], { url })).toMatchObject({ code: 2 });
});
