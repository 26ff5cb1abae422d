import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList, ResolveAnswer } from "#query/answers/query-answers.ts";
import { takeRecords } from "./live-stream.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const CODE = "7093441822560917";
const SPACED_CODE = "7093 4418 2256 0917";
const LICENSE = "ISC-K7QW-93XD-PLM5";
const EMAIL = "ada.lovelace@example.org";
const PHONE = "+420 603 771 905";
const PIN = "83914207";

const ID = "TU80WKRYTI9QUMJ4";
const time = "2026-01-31T09:05:00.120Z";

/** Protected values as declared fields, in free text, in lists, in texts of sources, and in what is refused. */
const EVENTS = [
  {
    id: "card",
    type: "giftCard.issued",
    time,
    transactionId: ID,
    objects: [{ type: "giftCard", id: "FA-7" }],
    amount: { minor: 5_000, currency: "EUR" },
    attributes: { code: CODE, pin: PIN },
    message: `Card ${SPACED_CODE} (PIN ${PIN}) was made for ${EMAIL}`,
  },
  {
    id: "license",
    type: "license.generated",
    time,
    transactionId: ID,
    objects: [{ type: "license", id: "LN-9" }],
    attributes: { licenseNumber: LICENSE, kind: "standard" },
    reason: `number ${LICENSE.toLowerCase()} taken`,
  },
  {
    id: "mail",
    type: "mail.sent",
    time,
    transactionId: ID,
    objects: [
      { type: "mail", id: "m-1" },
      { type: "customer", id: "C-1" },
    ],
    attributes: { recipient: EMAIL, phone: PHONE, lines: [{ email: EMAIL }] },
    email: EMAIL,
  },
];

const REFUSED = JSON.stringify({ ...EVENTS[0], id: "refused", time: "2026-02-30T09:05:00.120Z" });

const PLANTED = [
  [CODE, SPACED_CODE, "7093-4418-2256-0917", "4418 2256"],
  [LICENSE, LICENSE.replaceAll("-", ""), "K7QW-93XD"],
  [EMAIL, "ada.lovelace", "lovelace"],
  [PHONE, PHONE.replaceAll(" ", "")],
  [PIN],
].flat();

/** A text as bytes may hide it: plain, UTF-16, hexadecimal, base64 at each of the three places. */
function spellingsOf(text: string): string[] {
  const base64 = [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.from("-".repeat(shift) + text);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
    return shift === 0 ? whole : whole.slice(4);
  });
  const hidden = base64.filter((spelling) => spelling.length >= 8);
  const utf16 = Buffer.from(text, "utf16le").toString("latin1");
  return [text, utf16, Buffer.from(text).toString("hex"), ...hidden];
}

const SPELLINGS = PLANTED.flatMap(spellingsOf).map((spelling) => spelling.toLowerCase());

/** The planted values that a text shows, in any case. */
function shownIn(text: string): string[] {
  const folded = text.toLowerCase();
  return SPELLINGS.filter((spelling) => folded.includes(spelling));
}

function clearTextFiles(directory: string): string[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(5);
  return files.flatMap((file) =>
    shownIn(readFileSync(file, "latin1")).map((spelling) => `${spelling} in ${file}`),
  );
}

async function pushAll(service: RunningProcess): Promise<void> {
  const body = [...EVENTS.map((event) => JSON.stringify(event)), REFUSED].join("\n");
  const pushed = await service.post<IngestAnswer>("/api/v1/events?wait=indexed", body);
  expect(pushed).toMatchObject({ status: 207, body: { accepted: 3, quarantined: 1 } });
  expect(shownIn(JSON.stringify(pushed.body))).toEqual([]);
  const again = await service.post<IngestAnswer>("/api/v1/events", body);
  expect(again.body).toMatchObject({ accepted: 0, duplicate: 3 });
  const lines = await service.post<IngestAnswer>(
    "/api/v1/sources/mailer/lines?format=text&wait=indexed",
    `2026-01-31 09:05:00 mail to ${EMAIL} bounced\n`,
    "text/plain",
  );
  expect(lines).toMatchObject({ status: 200, body: { accepted: 1 } });
}

const SEARCHES: readonly (readonly [string, readonly string[]])[] = [
  [CODE, ["card"]],
  [`"${SPACED_CODE}"`, ["card"]],
  [`attributes.code:${CODE}`, ["card"]],
  [LICENSE, ["license"]],
  [`attributes.licenseNumber:${LICENSE.toLowerCase()}`, ["license"]],
  [`"${EMAIL}"`, ["mail"]],
  [`attributes.recipient:"${EMAIL}"`, ["mail"]],
  ["7093441822560918", []],
  [PIN, []],
];

async function expectSearches(service: RunningProcess): Promise<void> {
  for (const [query, ids] of SEARCHES) {
    const { body } = await service.api<EventList>(
      `/api/v1/events?q=${encodeURIComponent(`source:api ${query}`)}`,
    );
    expect({ query, ids: body.items.map(({ id }) => id) }).toEqual({ query, ids });
  }
  for (const [given, found] of [
    [CODE, { objectType: "giftCard", id: "FA-7" }],
    [SPACED_CODE, { objectType: "giftCard", id: "FA-7" }],
    [LICENSE, { objectType: "license", id: "LN-9" }],
    [EMAIL, { objectType: "customer", id: "C-1" }],
  ] as const) {
    const path = `/api/v1/resolve?id=${encodeURIComponent(given)}`;
    const { items, tried } = (await service.api<ResolveAnswer>(path)).body;
    expect(items[0]).toMatchObject({ ...found, exact: true });
    expect(shownIn(JSON.stringify([items, tried]))).toEqual([]);
  }
}

/** Every answer that shows records shows masks. */
async function expectMasks(service: RunningProcess): Promise<void> {
  for (const path of [
    "/events",
    "/events/1",
    "/events/2",
    "/events/3",
    "/events/4",
    "/events/1/context?after=10",
    `/transactions/${ID}`,
    "/stats/facets?fields=type,source,outcome",
    "/quarantine",
    "/quarantine/q1",
    "/sources",
  ]) {
    const { status, body } = await service.api(`/api/v1${path}`);
    const shown = shownIn(JSON.stringify(body));
    expect({ path, status, shown }).toEqual({ path, status: 200, shown: [] });
  }
  const card = await service.api("/api/v1/events/1");
  expect(card.body).toMatchObject({ attributes: { code: "…0917" }, catalogNotes: [] });
  expect(card.body).not.toHaveProperty("attributes.pin");
  const mail = await service.api("/api/v1/events/3");
  expect(mail.body).toMatchObject({
    attributes: { recipient: "•••", phone: "•••", lines: [{ email: "•••" }] },
  });
}

test("what is personal or secret is found by its exact value, shown as a mask, and in clear nowhere", async () => {
  await using workplace = new Workplace();
  writeFileSync(
    join(workplace.directory, "tracewell.config.json"),
    JSON.stringify({ logLevel: "debug" }),
  );
  const service = await workplace.serve();
  let log = "";
  service.child.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  await pushAll(service);
  await expectMasks(service);
  await expectSearches(service);
  for (const kind of ["text/event-stream", "application/x-ndjson"] as const) {
    const query = `?since=main:0&q=${CODE}&q=${encodeURIComponent(`"${EMAIL}"`)}`;
    const records = await takeRecords(service, 2, { kind, query });
    expect(records.map(({ event, queries }) => [event.id, queries])).toEqual([
      ["card", [0]],
      ["mail", [1]],
    ]);
    expect(shownIn(JSON.stringify(records))).toEqual([]);
  }
  const refused = await service.api(`/api/v1/events?q=(${CODE}`);
  expect(refused.status).toBe(400);
  expect(await service.kill("SIGTERM")).toBe(0);
  expect(log).toContain("request answered");
  expect(shownIn(log)).toEqual([]);
  expect(clearTextFiles(workplace.dataDir)).toEqual([]);

  expect(await workplace.run(["rebuild"])).toMatchObject({ code: 0 });
  expect(clearTextFiles(workplace.dataDir)).toEqual([]);
  const after = await workplace.serve();
  await expectSearches(after);
  await expectMasks(after);
});

test("the check itself finds what is in clear", () => {
  for (const text of [
    `x ${SPACED_CODE} y`,
    `"${LICENSE.toLowerCase()}"`,
    Buffer.from(`{"email":"${EMAIL}"}`).toString("base64"),
    Buffer.from(PIN).toString("hex"),
    Buffer.from(PHONE, "utf16le").toString("latin1"),
  ]) {
    expect(shownIn(text)).not.toEqual([]);
  }
  expect(shownIn(JSON.stringify({ code: "…0917", transactionId: ID }))).toEqual([]);
});
