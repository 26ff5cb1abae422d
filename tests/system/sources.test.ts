import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import type { SourceStatus } from "#query/answers/source-answers.ts";
import { Workplace, type CommandResult, type RunningProcess } from "./running-service.ts";

const NDJSON = "application/x-ndjson";

let workplace: Workplace;
let service: RunningProcess;

beforeAll(async () => {
  workplace = new Workplace();
  service = await workplace.serve();
});

afterAll(() => workplace[Symbol.asyncDispose]());

function run(args: readonly string[], input?: string | Buffer): Promise<CommandResult> {
  return workplace.run(args, { url: service.url, ...(input !== undefined && { input }) });
}

function file(name: string, content: string | Buffer): string {
  const path = join(workplace.directory, name);
  writeFileSync(path, content);
  return path;
}

async function search(query: string): Promise<EventList["items"]> {
  const path = `/api/v1/events?order=oldest&limit=1000&q=${encodeURIComponent(query)}`;
  return (await service.api<EventList>(path)).body.items;
}

async function idsOf(source: string): Promise<string[]> {
  return (await search(`source:${source}`)).map(({ id }) => id);
}

function eventLine(id: string): string {
  return `${JSON.stringify({ id, type: "order.placed", time: "2026-01-31T09:05:00.120Z" })}\n`;
}

function push(source: string, body: Buffer, encoding: string) {
  return service.api<IngestAnswer & { code?: string; detail?: string }>(
    `/api/v1/events?source=${source}&wait=indexed`,
    {
      method: "POST",
      body: new Uint8Array(body),
      headers: { "content-type": NDJSON, "content-encoding": encoding },
    },
  );
}

describe("a foreign JSON file", () => {
  const MAPPING = {
    version: 1,
    fields: {
      type: "kind",
      time: "meta.at",
      message: "text",
      "objects[0].id": "order.number",
      "amount.minor": "order.cents",
      "attributes.store": 'meta["shop.name"]',
    },
    constants: { "objects[0].type": "order", "amount.currency": "CZK" },
    timeFormat: "dd/MM/yyyy HH:mm:ss",
  };
  const LINES = [
    ["100000042", "order.placed", "31/01/2026 10:05:00"],
    ["100000043", "order.cancelled", "31/07/2026 10:06:00"],
  ].map(([number, kind, at]) =>
    JSON.stringify({
      kind,
      text: `order ${number}`,
      order: { number: Number(number), cents: "6400" },
      meta: { at, "shop.name": "main" },
    }),
  );

  test("is read by the mapping that was set, and found by its order", async () => {
    const mapping = file("mapping.json", JSON.stringify(MAPPING));
    const settings = ["--format", "ndjson", "--timezone", "Europe/Prague", "--mapping", mapping];
    expect(await run(["sources", "set", "legacy", ...settings])).toMatchObject({ code: 0 });
    const shown = await service.api<SourceStatus>("/api/v1/sources/legacy");
    expect(shown.body).toMatchObject({ timezone: "Europe/Prague", mapping: MAPPING, records: 0 });

    const foreign = file("legacy.log", `${LINES.join("\n")}\n`);
    const ingested = await run(["ingest", foreign, "--source", "legacy"]);
    expect(ingested).toMatchObject({ code: 0 });
    expect(ingested.out).toContain("2 accepted, 0 already there, 0 quarantined");

    const found = await run(["search", "order:100000042", "-o", "json"]);
    expect(JSON.parse(found.out)).toMatchObject([
      {
        type: "order.placed",
        time: "2026-01-31T09:05:00.000Z",
        objects: [{ type: "order", id: "100000042" }],
        amount: { minor: 6400, currency: "CZK" },
        attributes: { store: "main" },
        raw: LINES[0],
      },
    ]);
    expect(await search("source:legacy type:order.cancelled")).toMatchObject([
      { time: "2026-07-31T08:06:00.000Z", objects: [{ id: "100000043" }] },
    ]);
  });

  test("settings survive a restart, and are listed with what came", async () => {
    expect(await service.kill("SIGTERM")).toBe(0);
    service = await workplace.serve();
    const { code, out } = await run(["sources"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^source +format +zone +settings +records +last record +lag$/m);
    expect(out).toMatch(
      /^legacy +ndjson +Europe\/Prague +mapped +2 +2026-07-31T08:06:00\.000Z +-?\d+ .+$/m,
    );
    const again = await run([
      "ingest",
      join(workplace.directory, "legacy.log"),
      "--source",
      "legacy",
    ]);
    expect(again.out).toContain("0 accepted, 2 already there");
  });

  test("wrong settings are all named, and change nothing", async () => {
    const bad = { ...MAPPING, fields: { "objects[": "a", time: "b.." }, timeFormat: "epoch-h" };
    const mapping = file("bad.json", JSON.stringify(bad));
    const settings = ["--format", "ndjson", "--timezone", "Mars/Phobos", "--mapping", mapping];
    const pattern = ["--transaction-id-pattern", "[A-Z"];
    const { code, note } = await run(["sources", "set", "legacy", ...settings, ...pattern]);
    expect(code).toBe(2);
    for (const place of [
      "timezone",
      "transactionIdPattern",
      "mapping.fields.objects[",
      "mapping.fields.time",
      "mapping.timeFormat",
    ]) {
      expect(note).toContain(`${place}: `);
    }
    const format = await run(["sources", "set", "legacy", "--format", "fax"]);
    expect(format).toMatchObject({ code: 2, note: expect.stringContaining("moodle-trace") });
    const shown = await service.api<SourceStatus>("/api/v1/sources/legacy");
    expect(shown.body).toMatchObject({ format: "ndjson", mapping: MAPPING });
  });

  test("every example of the documentation is taken as it stands", async () => {
    const { body } = await service.api("/openapi.json");
    const examples = z.record(z.string(), z.object({ value: z.looseObject({}) }));
    const put = z.object({
      requestBody: z.object({ content: z.record(z.string(), z.object({ examples })) }),
    });
    const paths = z.looseObject({ "/api/v1/sources/{name}": z.looseObject({ put }) });
    const document = z.looseObject({ paths }).parse(body);
    const { content } = document.paths["/api/v1/sources/{name}"].put.requestBody;
    const settings = Object.values(content["application/json"]?.examples ?? {});
    expect(settings.length).toBeGreaterThan(1);
    for (const { value } of settings) {
      const answer = await service.api("/api/v1/sources/example", {
        method: "PUT",
        body: JSON.stringify(value),
        headers: { "content-type": "application/json" },
      });
      expect(answer).toMatchObject({ status: 200, body: { name: "example", ...value } });
    }
  });
});

/** A text as files may hold it: as it is, folded as an index folds it, in base64. */
function spellingsOf(text: string): string[] {
  const folded = text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  const base64 = Buffer.from(text).toString("base64").slice(4, -8);
  return [...text.split(" "), ...text.toLowerCase().split(" "), ...folded.split(" "), base64];
}

/** Where the data directory shows one of the texts. */
function shownInFiles(texts: readonly string[]): string[] {
  const spellings = texts.flatMap(spellingsOf);
  return readdirSync(workplace.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => {
      const bytes = readFileSync(path);
      const shown = spellings.filter((spelling) => bytes.includes(spelling));
      return shown.map((spelling) => `${spelling} in ${path}`);
    });
}

test("the text of a source that carries personal data is nowhere in clear", async () => {
  const [read, unread] = ["Parcel4 Aurélie Vandenbrouck", "Returned4 Zdeňka Hruškovská"];
  const set = await run(["sources", "set", "parcels", "--format", "text", "--protect-raw"]);
  expect(set).toMatchObject({ code: 0 });
  const text = `2026-01-31 09:05:00 ${read}\n\n2026-02-30 09:05:00 ${unread}\n`;
  const ingested = await run(["ingest", file("parcels.log", text), "--source", "parcels"]);
  expect(ingested.out).toContain("1 accepted, 0 already there, 1 quarantined");
  const [event] = await search("source:parcels");
  expect(event).toMatchObject({ message: "•••", raw: "•••" });
  expect(await search("Vandenbrouck")).toEqual([]);
  expect(shownInFiles([read, unread])).toEqual([]);

  const open = file("open.log", "2026-01-31 09:05:00 Unprotected4 Žižka\n");
  expect(await run(["ingest", open, "--format", "text"])).toMatchObject({ code: 0 });
  const shown = shownInFiles(["Unprotected4 Žižka"]).join("\n");
  expect(shown).toContain("Žižka in ");
  expect(shown).toContain("zizka in ");
});

describe("plain text of a pipe", () => {
  test("is taken with the time it came, and says so", async () => {
    const before = Date.now();
    const args = ["ingest", "-", "--source", "pipe", "--format", "text"];
    const { code, out } = await run(args, "disk is full\nretrying\n  with less\n");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("2 accepted") });
    const events = await search("source:pipe");
    expect(events.map(({ message }) => message)).toEqual(["disk is full", "retrying\n  with less"]);
    for (const { time, parseNotes } of events) {
      expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
      expect(parseNotes).toMatchObject([{ code: "time-assumed" }]);
    }
  });

  test("is a duplicate when the same piece comes again at another time", async () => {
    const query = "format=text&fingerprint=0011223344556677&offset=0&line=1&wait=indexed";
    const path = `/api/v1/sources/resent/lines?${query}&assumedTime=2026-01-31T09:05:00.120Z`;
    const first = await service.post<IngestAnswer>(path, "disk is full\n", "text/plain");
    expect(first).toMatchObject({ status: 200, body: { accepted: 1 } });
    const again = await service.post<IngestAnswer>(path, "disk is full\n", "text/plain");
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicate: 1 } });
    expect(await search("source:resent")).toMatchObject([{ time: "2026-01-31T09:05:00.120Z" }]);
  });

  test("is quarantined as a file, for nobody knows when it was written", async () => {
    const { code, out } = await run(["ingest", file("untimed.log", "disk is full\n")]);
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining("1 quarantined") });
  });
});

describe.each([
  ["gzip", "gz", gzipSync],
  ["zstd", "zst", zstdCompressSync],
] as const)("%s that was joined of parts", (encoding, ending, pack) => {
  const ids = Array.from({ length: 300 }, (_, place) => `${encoding}-${place}`);
  const parts = [ids.slice(0, 100), ids.slice(100, 101), ids.slice(101)];
  const joined = Buffer.concat(parts.map((part) => pack(part.map(eventLine).join(""))));

  test("arrives whole from a file", async () => {
    const path = file(`joined.ndjson.${ending}`, joined);
    const { code, out } = await run(["ingest", path, "--source", `file-${encoding}`]);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("300 accepted") });
    expect((await idsOf(`file-${encoding}`)).toSorted()).toEqual(ids.toSorted());
  });

  test("arrives whole as a body", async () => {
    const answer = await push(`body-${encoding}`, joined, encoding);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 300, indexed: true } });
    expect((await idsOf(`body-${encoding}`)).toSorted()).toEqual(ids.toSorted());
  });

  test.each([
    ["cut in its last part", joined.subarray(0, -3), "ends in the middle"],
    ["with text after its end", Buffer.concat([joined, Buffer.from("lost")]), "is not"],
    ["with zeros and text after its end", Buffer.concat([joined, Buffer.from("\0lost")]), "is not"],
  ])("is refused as a body %s, and nothing of it is taken", async (_name, body, why) => {
    const answer = await push(`refused-${encoding}`, body, encoding);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "unreadable-body", detail: expect.stringContaining(why) },
    });
    const source = await service.api(`/api/v1/sources/refused-${encoding}`);
    expect(source.status).toBe(404);
  });

  test("gives what can be read of a file that is cut, and says that it is", async () => {
    const path = file(`cut.ndjson.${ending}`, joined.subarray(0, -3));
    const { code, out, note } = await run(["ingest", path, "--source", `cut-${encoding}`]);
    expect(code).toBe(3);
    expect(note).toContain("ends in the middle");
    const accepted = Number(/(\d+) accepted/.exec(out)?.[1]);
    expect(accepted).toBeGreaterThanOrEqual(101);
    expect(await idsOf(`cut-${encoding}`)).toHaveLength(accepted);
  });
});
