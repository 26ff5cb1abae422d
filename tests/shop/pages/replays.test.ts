import { expect, test } from "vitest";
import { openReplayPages, type ReplayPages } from "./open-replay-pages.ts";

const LICENSE = "isc.1.0.0.12m";
const FORM = { "content-type": "application/x-www-form-urlencoded" };

async function read(pages: ReplayPages, url: string): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await pages.app.inject({ url });
  return { status: statusCode, text: textOf(body) };
}

/** Sends a form as a browser would; where it leads, or the page that answers. */
async function send(
  pages: ReplayPages,
  url: string,
  fields: Record<string, string> = {},
): Promise<{ status: number; to: string; text: string }> {
  const { statusCode, headers, body } = await pages.app.inject({
    method: "POST",
    url,
    headers: FORM,
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: statusCode, to: headers.location ?? "", text: textOf(body) };
}

/** What is read on the page, without its drawing. */
function textOf(html: string): string {
  return html
    .replaceAll(/<svg[^>]*class="process"[\s\S]*?<\/svg>/g, "")
    .replaceAll(/<\/(li|t[dh]|p|h[12]|span|div)>/g, " ")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\s+/g, " ");
}

const at = ({ foreignId }: { foreignId: string }) => `/ecommerce/replays/${foreignId}`;

test("uncertain orders are listed, the longest wait first, with what was tried", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  expect((await read(pages, "/ecommerce/replays")).text).toContain("holds no uncertain order");
  open.fail("document.required-missing");
  const first = open.uncertain([LICENSE]);
  for (let time = 0; time < 3; time += 1) await send(pages, `${at(first)}/replay`);
  await open.pass(4_380_000);
  const second = open.uncertain([LICENSE, "BOX-ISC"]);
  const { text } = await read(pages, "/ecommerce/replays");
  expect(text).toMatch(
    new RegExp(
      `${first.foreignId} ${first.number} .*1 h 1\\d min 39.99 EUR 3 failed Left to people .*` +
        `${second.foreignId} ${second.number} .*84.98 EUR none`,
    ),
  );
  expect(text).toContain("Latest replays");
});

test("every page carries the content policy and holds neither script nor style of its own", async () => {
  await using pages = await openReplayPages();
  const order = pages.open.uncertain([LICENSE]);
  const { to } = await send(pages, `${at(order)}/replay`);
  for (const url of ["/ecommerce/replays", at(order), `${at(order)}/replay`, to]) {
    const { statusCode, headers, body } = await pages.app.inject({ url });
    expect(statusCode).toBe(200);
    expect(headers["content-security-policy"]).toContain("default-src 'none'; style-src 'self'");
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/);
  }
});

test("of an order with several licenses the line is named that is decided on", async () => {
  await using pages = await openReplayPages();
  const order = pages.open.uncertain([LICENSE, LICENSE]);
  const { text } = await read(pages, at(order));
  expect(text).toContain(`of the decision table, for line item ${order.lineItemIds[0]}`);
  const { to } = await send(pages, `${at(order)}/replay`);
  expect((await read(pages, to)).text).toContain(
    `for line item ${order.lineItemIds[1]}, as it was`,
  );
});

test("an order shows its decision: each fact in its place, the branch and why, what would be done", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE], { previousLicenseId: open.license("active") });
  const before = open.content();
  const { text } = await read(pages, at(order));
  expect(open.content()).toEqual(before);
  expect(text).toContain("1. Found in the web database? yes");
  expect(text).toContain("2. Paid at the gateway? yes gateway: SETTLED");
  expect(text).toContain("3. In the main database? no");
  expect(text).toContain("Its state there? not asked License generated? not asked");
  expect(text).toContain("4. Previous license named? yes LN000000001");
  expect(text).toContain("5. State of that license? active or expired active");
  expect(text).toContain("Branch absent-renewal of the decision table");
  expect(text).toContain("its previous license can be renewed");
  expect(text).toMatch(/Would load plainorderinfo plaingetkeyrequest/);
  expect(text).toContain("Mail recorded After 5 s; 3 attempts at most");
});

test("the path that was taken is lit in the drawing, and no other", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  open.gateway.state = "unpaid";
  const { body } = await pages.app.inject({ url: at(order) });
  const drawing = /<svg[^>]*class="process"[\s\S]*?<\/svg>/.exec(body)?.[0] ?? "";
  const lit = [...drawing.matchAll(/<g class="lit">([\s\S]*?)<\/g>/g)].map(([, group]) =>
    textOf(group ?? "").trim(),
  );
  expect(lit).toEqual([
    "Order with its foreign ID",
    "Found in the web database?",
    "Paid at the gateway?",
    "unpaid Replay nothing",
  ]);
  expect(drawing.match(/class="flow lit"/g)).toHaveLength(3);
  expect(drawing).toContain("Found in the web database? yes. Paid at the gateway? no.");
});

test("a dry run is traced and loads nothing", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  const { status, to } = await send(pages, `${at(order)}/dry-run`);
  expect(status).toBe(303);
  expect((await read(pages, to)).text).toContain("recorded as a dry run. Nothing was loaded.");
  expect(open.replayEvents().map(({ type, attributes }) => [type, attributes?.["dryRun"]])).toEqual(
    [["replay.decided", true]],
  );
});

test("a replay asks first, then loads, verifies and leads to its own page", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  const asked = await read(pages, `${at(order)}/replay`);
  expect(asked.text).toContain(`Replay the whole order of ${order.number} (${order.foreignId})?`);
  expect(asked.text).toContain("OrderInfo (plainorderinfo), then GetKeyRequest");
  expect(open.replayEvents()).toEqual([]);
  const { status, to } = await send(pages, `${at(order)}/replay`);
  expect(status).toBe(303);
  const { text } = await read(pages, to);
  expect(text).toContain("Verified Replay the whole order, 1 attempt.");
  for (const check of ["State equals the gateway&#39;s", "License generated", "Invoice issued"]) {
    expect(text).toContain(`${check}: yes`);
  }
  expect(text).toContain("OrderInfo plainorderinfo loaded");
  const after = await read(pages, at(order));
  expect(after.text).toContain("Branch complete of the decision table");
  expect(after.text).toContain("Replay the whole order absent-standard");
  expect((await read(pages, "/ecommerce/replays")).text).toContain("holds no uncertain order");
});

test("a second replay meanwhile is refused on the order's page", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  const [first, second] = await Promise.all([
    send(pages, `${at(order)}/replay`),
    send(pages, `${at(order)}/replay`),
  ]);
  expect(new Set([first.status, second.status])).toEqual(new Set([303, 409]));
  const refused = first.status === 409 ? first : second;
  expect(refused.text).toContain("A replay of this order is under way.");
});

test("what was refused is said with its place, and where the replay broke", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  open.fail("document.required-missing");
  const order = open.uncertain([LICENSE]);
  const { to } = await send(pages, `${at(order)}/replay`);
  const { body } = await pages.app.inject({ url: to });
  expect(textOf(body)).toContain("Failed Replay the whole order, 1 attempt.");
  expect(textOf(body)).toContain("(/GetKeyRequest/userKey/externalReferenceID)");
  expect(textOf(body)).toContain("OrderInfo plainorderinfo loaded");
  expect(textOf(body)).toContain("GetKeyRequest plaingetkeyrequest not loaded");
  expect(body).toMatch(/<g class="lit broken">[\s\S]{0,400}Load/);
});

test("while the gateway is away nothing is decided, and each page says so", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  open.gateway.isAway = true;
  const shown = await read(pages, at(order));
  expect(shown).toMatchObject({ status: 200 });
  expect(shown.text).toContain("Nothing is decided");
  expect(shown.text).toContain("A gateway did not answer");
  expect((await read(pages, `${at(order)}/replay`)).text).toContain("A gateway did not answer");
  open.gateway.asked = 0;
  for (const act of ["dry-run", "replay"]) {
    const { status, text } = await send(pages, `${at(order)}/${act}`);
    expect(status).toBe(503);
    expect(text).toContain("A gateway did not answer");
  }
  expect(open.gateway.asked).toBe(2);
  expect(open.replayEvents()).toEqual([]);
});

test("both load buttons ask first, and what they loaded is verified on request", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  const lineItemId = order.lineItemIds[0]!;
  for (const document of ["orderInfo", "getKeyRequest"]) {
    const query = new URLSearchParams({ document, lineItemId });
    const asked = await read(pages, `${at(order)}/load?${query}`);
    expect(asked.text).toContain("by hand?");
    expect(asked.text).toMatch(/The table says: Replay /);
    const { to } = await send(pages, `${at(order)}/load`, { document, lineItemId });
    expect((await read(pages, to)).text).toContain("loaded by hand. Nothing is verified yet.");
  }
  const verified = await send(pages, `${at(order)}/verification`);
  const { text } = await read(pages, verified.to);
  expect(text).toContain("An operator, by hand");
  expect(text).toContain("Verified Replay the whole order");
  const again = await send(pages, `${at(order)}/verification`);
  expect(again.status).toBe(409);
  expect(again.text).toContain("No replay by hand of this order waits to be verified.");
});

test("GetKeyRequest by hand before OrderInfo leads to the failed replay", async () => {
  await using pages = await openReplayPages();
  const { open } = pages;
  const order = open.uncertain([LICENSE]);
  const fields = { document: "getKeyRequest", lineItemId: order.lineItemIds[0]! };
  const { to } = await send(pages, `${at(order)}/load`, fields);
  const { text } = await read(pages, to);
  expect(text).toContain("OrderInfo of this line item is not loaded");
  expect(text).toContain("The decision table said otherwise: Replay the whole order.");
});

test("an order is found by its foreign ID or its number", async () => {
  await using pages = await openReplayPages();
  const { foreignId, number } = pages.open.paid([LICENSE]);
  for (const find of [foreignId, ` ${number} `]) {
    const url = `/ecommerce/replays?${new URLSearchParams({ find })}`;
    const { statusCode, headers } = await pages.app.inject({ url });
    expect([statusCode, headers.location]).toEqual([302, at({ foreignId })]);
  }
  expect(await read(pages, "/ecommerce/replays?find=38-999999")).toMatchObject({
    status: 404,
    text: expect.stringContaining("The web database has no such order."),
  });
  const wrong = await pages.app.inject({ url: "/ecommerce/replays?find=%3Cb%3E" });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('value="&lt;b&gt;"');
});

test.each([
  "/ecommerce/replays/38-999999",
  "/ecommerce/replays/38-999999/replay",
  "/ecommerce/replays/38-200001/history/replay-NONE",
  "/ecommerce/replays/38-200001/load?document=orderInfo&lineItemId=1",
])("%s is not found, in HTML", async (url) => {
  await using pages = await openReplayPages();
  pages.open.uncertain([LICENSE]);
  const { status, text } = await read(pages, url);
  expect(status).toBe(404);
  expect(text).toContain("Not done: not found");
});

test("a load button of no document is refused", async () => {
  await using pages = await openReplayPages();
  const order = pages.open.uncertain([LICENSE]);
  const { status } = await send(pages, `${at(order)}/load`, { document: "invoice" });
  expect(status).toBe(400);
  expect(pages.open.replayEvents()).toEqual([]);
});

test("another site can replay nothing with the operator's password", async () => {
  await using pages = await openReplayPages();
  const order = pages.open.uncertain([LICENSE]);
  for (const act of ["dry-run", "replay", "load", "verification"]) {
    const { statusCode } = await pages.app.inject({
      method: "POST",
      url: `${at(order)}/${act}`,
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(statusCode).toBe(400);
  }
  expect(pages.open.replayEvents()).toEqual([]);
});
