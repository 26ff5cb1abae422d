import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canonicalJson } from "#domain/canonical-json.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import { catalogNotes } from "#domain/events/catalog-notes.ts";
import { DEFAULT_DECLARATIONS } from "#domain/protection/declarations.ts";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import {
  changeIncident,
  type IncidentPorts,
  type IncidentRequest,
  openIncident,
} from "#query/incidents/change-incident.ts";
import { exportIncident } from "#query/incidents/export-incident.ts";
import { newIncidentId } from "#query/incidents/incident-id.ts";
import { listIncidents } from "#query/incidents/list-incidents.ts";
import { readIncident } from "#query/incidents/read-incident.ts";
import { renderIncident } from "#query/incidents/render-incident.ts";
import { ingestAnswer } from "../api/fixture-ports.ts";
import { QueryStage } from "../query-stage.ts";

const AT = "2026-01-31T09:05:00.000Z";
const MINUTE_MS = 60_000;
const UNANSWERED = { type: "payment", id: "P-1", rule: "payment.unanswered" } as const;

let stage: QueryStage;
let ports: IncidentPorts;
let written: AuditEvent[];

beforeEach(async () => {
  stage = new QueryStage({ index: "sqlite" });
  written = [];
  await stage.record([
    {
      type: "payment.requested",
      time: AT,
      objects: [
        { type: "payment", id: "P-1" },
        { type: "order", id: "100000042" },
      ],
      attributes: { gateway: "cards", operation: "authorize" },
    },
    { type: "trace.recorded", time: "2026-01-31T08:00:00.000Z", message: "before <all>" },
  ]);
  stage.nowMs = Date.parse(AT) + 20 * MINUTE_MS;
  stage.recordedAtMs = stage.nowMs;
  let ids = 0;
  let incidents = 0;
  ports = {
    engine: stage.engine,
    ingest: { ingest },
    newId: () => `id-${(ids += 1)}`,
    newIncidentId: () => `INC-${(incidents += 1)}`,
    now: () => stage.request(),
  };
});

afterEach(() => stage[Symbol.asyncDispose]());

async function ingest({ body, sourceName }: IngestRequest): Promise<IngestAnswer> {
  const events = Buffer.from(body)
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditEvent);
  written.push(...events);
  await stage.record(events.map((event) => ({ ...event, source: sourceName })) as never);
  stage.nowMs += MINUTE_MS;
  const last = stage.request().facts.heads[0]?.headSeq ?? 0;
  return ingestAnswer({ firstSeq: last - events.length + 1, lastSeq: last, indexed: true });
}

function hash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

const open = (more: object = {}) =>
  openIncident(ports, { title: "Paid twice?", by: "kim", ...more });
const change = (id: string, request: IncidentRequest) =>
  changeIncident(ports, id, { ...request, by: "kim" });
const read = (id: string) => readIncident(stage.engine, stage.request(), id);

test("an incident holds what was pinned, in the order of time, with what it is now", async () => {
  await open({ note: "A customer called." });
  await change("INC-1", { act: "pin", pin: { finding: UNANSWERED }, note: "Why?" });
  await change("INC-1", { act: "pin", pin: { reference: "2" } });
  const [record] = (await read("INC-1")).pins;
  await change("INC-1", { act: "note", note: "It is old.", pin: record?.id });
  const { incident } = await change("INC-1", { act: "note", note: "They look into it." });
  expect(incident).toMatchObject({
    id: "INC-1",
    title: "Paid twice?",
    status: "open",
    openedBy: "kim",
    counts: { pins: 2, findings: 1, notes: 3 },
    notes: [{ text: "A customer called." }, { text: "They look into it." }],
  });
  expect(incident.pins).toMatchObject([
    {
      kind: "record",
      at: "2026-01-31T08:00:00.000Z",
      record: { reference: "main:2", type: "trace.recorded", content: { message: "before <all>" } },
      notes: [{ text: "It is old.", by: "kim" }],
    },
    {
      kind: "finding",
      note: "Why?",
      finding: { rule: "payment.unanswered", asPinned: { evidence: ["main:1"] } },
      notes: [],
    },
  ]);
  expect(incident.pins[1]?.finding?.now?.sentence).toBe(
    incident.pins[1]?.finding?.asPinned.sentence,
  );
  expect(await read("INC-1")).toEqual(incident);
});

test("every word is an event that follows the catalog, under the service's own name", async () => {
  const { incident } = await open({ pin: { finding: UNANSWERED }, note: "n" });
  const pin = incident.pins[0]?.id ?? "";
  await change("INC-1", { act: "pin", pin: { reference: "main:2" } });
  await change("INC-1", { act: "note", note: "n", pin });
  await change("INC-1", { act: "unpin", pin, note: "Not of this." });
  await change("INC-1", { act: "rename", title: "Paid once." });
  await change("INC-1", { act: "close", note: "Dealt with." });
  await change("INC-1", { act: "reopen", note: "They called again." });
  expect(written.map(({ type }) => type)).toEqual([
    "incident.opened",
    "incident.pinned",
    "incident.pinned",
    "incident.noted",
    "incident.unpinned",
    "incident.renamed",
    "incident.closed",
    "incident.reopened",
  ]);
  for (const event of written) {
    expect(catalogNotes(event)).toEqual([]);
    expect(event.actor).toEqual({ type: "operator", id: "kim" });
    for (const [name, value] of Object.entries(event.attributes ?? {})) {
      const holder = { [name]: value };
      expect([name, DEFAULT_DECLARATIONS.kindOf(name, "attributes", holder, event)]).toEqual([
        name,
        null,
      ]);
    }
  }
  const { history, title, status, pins } = await read("INC-1");
  expect({ title, status, pins: pins.length }).toEqual({
    title: "Paid once.",
    status: "open",
    pins: 1,
  });
  expect(history.map(({ act }) => act)).toEqual(
    written.map(({ type }) => type.replace("incident.", "")),
  );
});

test("opening with something that cannot be pinned records nothing", async () => {
  await expect(open({ pin: { reference: "main:99" } })).rejects.toMatchObject({
    code: "not-found",
  });
  const rule = "payment.duplicate-capture";
  await expect(open({ pin: { finding: { ...UNANSWERED, rule } } })).rejects.toMatchObject({
    code: "conflict",
    message: "payment.duplicate-capture does not hold of payment P-1.",
  });
  expect(written).toEqual([]);
});

test("an incident that answers do not show yet is said to be recorded, not unknown", async () => {
  const behind: IncidentPorts = {
    ...ports,
    ingest: { ingest: async () => ingestAnswer({ firstSeq: 3, lastSeq: 3, indexed: false }) },
  };
  await expect(openIncident(behind, { title: "Late", by: "iris" })).rejects.toMatchObject({
    code: "index-unavailable",
    message: "Incident INC-1 is opened and recorded as main:3; answers do not show it yet.",
  });
});

test("what is closed takes nothing until it is opened again", async () => {
  await open();
  await expect(change("INC-1", { act: "reopen", note: "n" })).rejects.toMatchObject({
    code: "conflict",
  });
  const { incident } = await change("INC-1", { act: "close", note: "Dealt with." });
  expect(incident).toMatchObject({ status: "closed", closing: { note: "Dealt with.", by: "kim" } });
  for (const act of [
    { act: "pin", pin: { reference: "1" } },
    { act: "note", note: "n" },
    { act: "rename", title: "t" },
    { act: "close", note: "n" },
  ] as const) {
    await expect(change("INC-1", act)).rejects.toMatchObject({ code: "conflict" });
  }
  expect((await change("INC-1", { act: "reopen", note: "n" })).incident.closing).toBeNull();
});

test("the same is not pinned twice; taken out, it may come again", async () => {
  const { incident } = await open({ pin: { reference: "main:1" } });
  await expect(change("INC-1", { act: "pin", pin: { reference: "1" } })).rejects.toMatchObject({
    code: "conflict",
  });
  const pin = incident.pins[0]?.id ?? "";
  await change("INC-1", { act: "unpin", pin, note: "Not of this." });
  await expect(change("INC-1", { act: "unpin", pin, note: "n" })).rejects.toMatchObject({
    code: "not-found",
  });
  const again = await change("INC-1", { act: "pin", pin: { reference: "1" } });
  expect(again.incident.pins).toHaveLength(1);
});

test("nobody knows what was never opened, nor what another source calls an incident", async () => {
  await expect(read("INC-9")).rejects.toMatchObject({ code: "not-found" });
  await expect(change("INC-9", { act: "note", note: "n" })).rejects.toMatchObject({
    code: "not-found",
  });
  await stage.record([
    {
      type: "incident.opened",
      time: AT,
      objects: [{ type: "incident", id: "INC-7" }],
      attributes: { title: "Not ours", by: "mallory" },
    },
  ]);
  await expect(read("INC-7")).rejects.toMatchObject({ code: "not-found" });
  expect((await listIncidents(stage.engine, { ...stage.request(), limit: 10 })).items).toEqual([]);
});

test("a list shows each as it stands, the last one first, page by page", async () => {
  await open();
  await open({ title: "Second", pin: { finding: UNANSWERED } });
  await open({ title: "Third" });
  await change("INC-1", { act: "close", note: "Dealt with." });
  const first = await listIncidents(stage.engine, { ...stage.request(), limit: 2 });
  expect(first.items).toMatchObject([
    { id: "INC-3", title: "Third", counts: { pins: 0 } },
    { id: "INC-2", title: "Second", counts: { pins: 1, findings: 1 } },
  ]);
  const cursor = first.nextCursor ?? "";
  const second = await listIncidents(stage.engine, { ...stage.request(), limit: 2, cursor });
  expect(second).toMatchObject({ items: [{ id: "INC-1", status: "closed" }], nextCursor: null });
});

test("a finding that went away is shown as it was pinned", async () => {
  await open({ pin: { finding: UNANSWERED } });
  await stage.record([
    {
      type: "payment.declined",
      time: "2026-01-31T09:06:00.000Z",
      objects: [{ type: "payment", id: "P-1" }],
      reason: "no",
    },
  ]);
  const [pin] = (await read("INC-1")).pins;
  expect(pin?.finding?.now).toBeNull();
  expect(pin?.finding?.asPinned.sentence).not.toBe("");
});

test("an export holds every record that it rests on, and the hash of each", async () => {
  await open({ pin: { finding: UNANSWERED }, note: "<b>mind</b>" });
  await change("INC-1", { act: "pin", pin: { reference: "2" } });
  const taken = await exportIncident(stage.engine, {
    ...stage.request(),
    incidentId: "INC-1",
    by: "kim",
    version: "1.2.3",
  });
  const { manifest, incident, records } = JSON.parse(JSON.stringify(taken)) as typeof taken;
  expect(records.map(({ reference }) => reference)).toEqual(["main:1", "main:2"]);
  expect(manifest.records).toEqual(
    records.map((record) => ({ reference: record.reference, sha256: hash(record) })),
  );
  expect(manifest.incident).toEqual({ id: "INC-1", sha256: hash(incident) });
  expect(manifest.counts).toEqual({ pins: 2, records: 2, missing: 0 });
  const page = renderIncident(taken);
  expect(page).toContain("&lt;b&gt;mind&lt;/b&gt;");
  expect(page).toContain("before &lt;all&gt;");
  expect(page).toContain(hash(records[0]));
  expect(page).not.toContain("undefined");
});

test("IDs of incidents cannot be misread on the phone", () => {
  const ids = Array.from({ length: 200 }, newIncidentId);
  for (const id of ids) expect(id).toMatch(/^INC-[2-9A-HJKMNP-Z]{8}$/);
  expect(new Set(ids).size).toBe(200);
});
