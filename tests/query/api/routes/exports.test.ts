import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExportAnswer, ExportManifest } from "#query/answers/export-answers.ts";
import type { ExportJobs } from "#query/exports/export-jobs.ts";
import { openExportContent } from "#storage/exports/file-export-store.ts";
import { ExportStage } from "../../exports/export-stage.ts";
import { eventAt } from "../../query-stage.ts";
import { AUTHORIZED, buildFixtureApp, FixturePorts } from "../fixture-ports.ts";

const EXPORTS = "/api/v1/exports";
const SEARCH = { what: { kind: "search", q: "type:trace.recorded" }, format: "ndjson" };

let exports: ExportStage;
let jobs: ExportJobs;
let app: ReturnType<typeof buildFixtureApp>["app"];

beforeEach(async () => {
  exports = new ExportStage();
  await exports.stage.record([eventAt(0), eventAt(1), eventAt(2)]);
  jobs = exports.open();
  const ports = new FixturePorts();
  ports.append(3);
  ports.exports = {
    start: (order) => jobs.start(order),
    list: () => jobs.list(),
    get: (id) => jobs.get(id),
    cancel: (id) => jobs.cancel(id),
    resume: (id) => jobs.resume(id),
    remove: (id) => jobs.remove(id),
    manifest: (id) => jobs.manifest(id),
    content: async (id) => {
      const { file } = await jobs.manifest(id);
      return { ...file, open: () => openExportContent(exports.directory, id) };
    },
  };
  ({ app } = buildFixtureApp({}, ports));
});

afterEach(async () => {
  await app.close();
  await exports[Symbol.asyncDispose]();
});

function get(path: string) {
  return app.inject({ url: `${EXPORTS}${path}`, headers: AUTHORIZED });
}

function post(path: string, payload?: object) {
  return app.inject({
    method: "POST",
    url: `${EXPORTS}${path}`,
    headers: AUTHORIZED,
    ...(payload !== undefined && { payload }),
  });
}

test("an export is asked for, followed, fetched with its proof, and removed", async () => {
  const started = await post("", SEARCH);
  expect(started.statusCode).toBe(202);
  const { id } = started.json<ExportAnswer>();
  await jobs.settled();
  expect((await get(`/${id}`)).json<ExportAnswer>()).toMatchObject({ status: "finished" });
  expect((await get("")).json<{ items: ExportAnswer[] }>().items.map((item) => item.id)).toEqual([
    id,
  ]);
  const manifest = (await get(`/${id}/manifest`)).json<ExportManifest>();
  expect(manifest).toMatchObject({ requestedBy: "admin", counts: { records: 3 } });

  const file = await get(`/${id}/download`);
  const sha256 = createHash("sha256").update(file.rawPayload);
  expect(manifest.file).toMatchObject({
    bytes: file.rawPayload.length,
    sha256: sha256.copy().digest("hex"),
  });
  expect(file.headers).toMatchObject({
    "content-type": "application/x-ndjson",
    "content-length": String(file.rawPayload.length),
    "content-disposition": `attachment; filename="${manifest.file.name}"`,
    "repr-digest": `sha-256=:${sha256.digest("base64")}:`,
    "content-security-policy": expect.stringContaining("sandbox"),
  });

  const removed = await app.inject({
    method: "DELETE",
    url: `${EXPORTS}/${id}`,
    headers: AUTHORIZED,
  });
  expect([removed.statusCode, removed.body]).toEqual([204, ""]);
  expect((await get(`/${id}`)).statusCode).toBe(404);
  expect((await get(`/${id}/download`)).statusCode).toBe(404);
});

test("cancel and resume answer with the export", async () => {
  // The search itself asks nothing of the index before the job does.
  exports.gate.holdAfter(0);
  const { id } = (await post("", SEARCH)).json<ExportAnswer>();
  const cancelling = post(`/${id}/cancel`);
  await expect.poll(async () => (await get(`/${id}`)).json<ExportAnswer>().status).toBe("running");
  exports.gate.release();
  const cancelled = await cancelling;
  expect(cancelled.json<ExportAnswer>()).toMatchObject({ id, status: "cancelled" });
  expect((await get(`/${id}/manifest`)).statusCode).toBe(404);
  expect((await post(`/${id}/resume`)).statusCode).toBe(200);
  await jobs.settled();
  expect((await get(`/${id}`)).json<ExportAnswer>()).toMatchObject({ status: "finished" });
});

test("what cannot be exported is told at once", async () => {
  const unknown = await post("", { what: { kind: "search", query: "x" }, format: "ndjson" });
  expect(unknown.statusCode).toBe(400);
  const format = await post("", { what: { kind: "search" }, format: "pdf" });
  expect(format.json()).toMatchObject({ code: "invalid-parameter" });
  const query = await post("", { what: { kind: "search", q: "type:(" }, format: "csv" });
  expect(query.json()).toMatchObject({ code: "invalid-query", position: expect.any(Number) });
  const object = { kind: "object", type: "order", id: "404" };
  const missing = await post("", { what: object, format: "html" });
  expect(missing.json()).toMatchObject({ code: "not-found" });
});

test("nobody who is not signed in is answered", async () => {
  expect((await app.inject({ url: EXPORTS })).statusCode).toBe(401);
  const started = await app.inject({ method: "POST", url: EXPORTS, payload: SEARCH });
  expect(started.statusCode).toBe(401);
});
