import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportAnswer, ExportList, ExportManifest } from "#query/answers/export-answers.ts";
import { type RunningProcess, Workplace } from "./running-service.ts";

const RECORDS = 12_000;
const ORDER = "100000047";

const EVENTS = Array.from({ length: RECORDS }, (_, index) => ({
  id: `E-${index}`,
  type: index % 7 === 0 ? "order.placed" : "trace.recorded",
  time: new Date(Date.parse("2026-02-03T10:00:00.000Z") + index).toISOString(),
  transactionId: `TX${index % 500}`,
  objects: [{ type: "order", id: index < 20 ? ORDER : `1000${index % 3_000}` }],
  message: `step ${index} of the sale`,
}));

let workplace: Workplace;
let service: RunningProcess;

beforeAll(async () => {
  workplace = new Workplace();
  service = await workplace.serve();
  const ndjson = EVENTS.map((event) => `${JSON.stringify(event)}\n`).join("");
  const { status } = await service.post("/api/v1/events?wait=indexed", ndjson);
  if (status !== 200) throw new Error(`the events were answered with ${status}`);
});
afterAll(() => workplace[Symbol.asyncDispose]());

async function finished(id: string): Promise<ExportAnswer> {
  let answer: ExportAnswer | null = null;
  await expect
    .poll(
      async () => {
        ({ body: answer } = await service.api<ExportAnswer>(`/api/v1/exports/${id}`));
        return answer?.status;
      },
      { timeout: 60_000 },
    )
    .toBe("finished");
  if (answer === null) throw new Error("no answer");
  return answer;
}

test("a search goes to standard output whole, and leaves nothing with the service", async () => {
  const { code, out, note } = await workplace.run(["export", "search", "type:order.placed"]);
  expect(code).toBe(0);
  const events = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.map(({ id }) => id)).toEqual(
    EVENTS.filter(({ type }) => type === "order.placed").map(({ id }) => id),
  );
  expect(note).toContain(`SHA-256 ${createHash("sha256").update(out).digest("hex")}`);
  expect(note).toContain("coverage: complete");
  const list = await workplace.run(["export", "list", "-o", "json"]);
  expect(JSON.parse(list.out)).toEqual([]);
});

test("an object becomes a page with its manifest beside it", async () => {
  const file = join(workplace.directory, "order.html");
  const run = await workplace.run([
    "export",
    "object",
    "order",
    ORDER,
    "-f",
    "html",
    "--file",
    file,
  ]);
  expect(run).toMatchObject({ code: 0, out: "" });
  const page = readFileSync(file, "utf8");
  expect(page).toContain(`Order ${ORDER}`);
  expect(page).toMatch(/<\/html>\n$/);
  const manifest: ExportManifest = JSON.parse(readFileSync(`${file}.manifest.json`, "utf8"));
  expect(manifest).toMatchObject({
    what: { kind: "object", type: "order", id: ORDER },
    counts: { records: 20, objects: 1 },
    file: { sha256: createHash("sha256").update(page).digest("hex") },
  });
  expect(existsSync(`${file}.part`)).toBe(false);
});

test("what cannot be exported is told as any wrong use", async () => {
  const unknown = await workplace.run(["export", "object", "order", "404404"]);
  expect(unknown).toMatchObject({ code: 1, out: "" });
  const query = await workplace.run(["export", "search", "type:("]);
  expect(query).toMatchObject({ code: 2, out: "" });
});

test("an export that was running when the service was killed is finished by the next one", async () => {
  const request = { what: { kind: "search" }, format: "ocel2" };
  const started = await service.post<ExportAnswer>(
    "/api/v1/exports",
    JSON.stringify(request),
    "application/json",
  );
  expect(started.status).toBe(202);
  const { id } = started.body;
  await service.kill("SIGKILL");
  service = await workplace.serve();
  await finished(id);
  const { body: manifest } = await service.api<ExportManifest>(`/api/v1/exports/${id}/manifest`);
  const response = await fetch(`${service.url}/api/v1/exports/${id}/download`, {
    headers: { authorization: `Bearer ${service.token}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(manifest.file.sha256);
  const log = JSON.parse(bytes.toString());
  expect(log.events).toHaveLength(RECORDS);
  expect(manifest.counts).toEqual({ records: RECORDS, objects: log.objects.length });
  const { body: list } = await service.api<ExportList>("/api/v1/exports");
  expect(list.items.map((item) => item.id)).toEqual([id]);
});
