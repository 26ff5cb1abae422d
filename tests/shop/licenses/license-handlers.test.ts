import { expect, test } from "vitest";
import { blockLicensesOfLine } from "#shop/licenses/block-returned.ts";
import { expireLicenses } from "#shop/licenses/expire-licenses.ts";
import { licenseHandlers } from "#shop/licenses/license-handlers.ts";
import { type LicenseRow, licensesOfLine } from "#shop/licenses/license-rows.ts";
import { openProduction, type Production, VISIT } from "../fulfillment/open-production.ts";

const DAY_MS = 86_400_000;

/** Buys a license of a year and waits until it is delivered. */
async function buy(open: Production): Promise<LicenseRow> {
  const { foreignId, lineItemIds } = open.place(["isc.1.0.0.12m"]);
  await open.pass(60_000);
  return licensesOfLine(open.shop.main, foreignId, lineItemIds[0]!)[0]!;
}

function call(open: Production, name: string, input: unknown): unknown {
  const found = licenseHandlers(open.shop).find(({ operation }) => operation.name === name)!;
  return found.operation.answer.parse(found.handle(input));
}

function eventsOf(open: Production, type: string) {
  return open.events().filter((event) => event.type === type);
}

test("a license is activated with its number, once, however it is typed", async () => {
  await using open = openProduction();
  const { id, licenseNumber } = await buy(open);
  const answer = { licenseId: id, validUntil: "2027-01-05T09:00:02.000Z" };
  const typed = ` ${licenseNumber.toLowerCase().replaceAll("-", " ")} `;
  expect(call(open, "activateLicense", { licenseNumber: typed })).toEqual(answer);
  expect(call(open, "activateLicense", { licenseNumber })).toEqual(answer);
  const [activated, ...more] = eventsOf(open, "license.activated");
  expect(more).toEqual([]);
  expect(activated).toMatchObject({ transactionId: VISIT });
  expect(activated?.objects?.[0]).toEqual({ type: "license", id });
});

test("unknown, blocked and expired licenses cannot be activated", async () => {
  await using open = openProduction();
  const blocked = await buy(open);
  const expired = await buy(open);
  expect(() => call(open, "activateLicense", { licenseNumber: "AAAAA-AAAAA" })).toThrow(
    "There is no such license.",
  );
  call(open, "blockLicense", { licenseId: blocked.id });
  expect(() => call(open, "activateLicense", { licenseNumber: blocked.licenseNumber })).toThrow(
    "The license is blocked.",
  );
  // It has expired by its time, though nobody noted it yet.
  await open.pass(366 * DAY_MS);
  expect(() => call(open, "activateLicense", { licenseNumber: expired.licenseNumber })).toThrow(
    "The license has expired.",
  );
  expect(eventsOf(open, "license.activated")).toEqual([]);
  const tries = eventsOf(open, "warning.recorded");
  expect(tries.map(({ objects, reason }) => [objects?.[0]?.id, reason])).toEqual([
    [blocked.id, "The license is blocked."],
    [expired.id, "The license has expired."],
  ]);
});

test("operators block a license, once", async () => {
  await using open = openProduction();
  const { id } = await buy(open);
  expect(call(open, "blockLicense", { licenseId: id })).toMatchObject({ state: "blocked" });
  expect(call(open, "blockLicense", { licenseId: id })).toMatchObject({ state: "blocked" });
  expect(eventsOf(open, "license.blocked")).toHaveLength(1);
  expect(() => call(open, "blockLicense", { licenseId: "LN0" })).toThrow("no such license");
});

test("licenses end when their time is over, and are told of in that order", async () => {
  await using open = openProduction();
  const first = await buy(open);
  await open.pass(10 * DAY_MS);
  const second = await buy(open);
  const blocked = await buy(open);
  call(open, "blockLicense", { licenseId: blocked.id });
  await open.clock.runUntil(first.validUntilMs - 1);
  expect(expireLicenses(open.shop)).toBe(0);
  await open.clock.runUntil(first.validUntilMs);
  expect(expireLicenses(open.shop)).toBe(1);
  await open.pass(20 * DAY_MS);
  expect(expireLicenses(open.shop)).toBe(1);
  expect(expireLicenses(open.shop)).toBe(0);
  const ended = eventsOf(open, "license.expired").map(({ objects }) => objects?.[0]?.id);
  expect(ended).toEqual([first.id, second.id]);
  expect(() => call(open, "blockLicense", { licenseId: first.id })).toThrow("has expired");
  expect(eventsOf(open, "license.expired")[0]?.transactionId).toBe(VISIT);
});

test("more licenses end at once than one transaction takes", async () => {
  await using open = openProduction();
  const { validUntilMs } = await buy(open);
  open.shop.main.transaction((tx) => {
    for (let count = 1; count <= 1_200; count++) {
      tx.run(
        `INSERT INTO licenses SELECT 'LX' || ?, 'X' || ?, foreignId, lineItemId, product, kind,
           previousId, state, validFromMs, validUntilMs, generatedMs, NULL FROM licenses LIMIT 1`,
        count,
        count,
      );
    }
  });
  await open.clock.runUntil(validUntilMs);
  expect(expireLicenses(open.shop)).toBe(1_201);
  expect(eventsOf(open, "license.expired")).toHaveLength(1_201);
});

test("the list is by LN ID, in pages, and shows of a number its end alone", async () => {
  await using open = openProduction();
  const licenses = [await buy(open), await buy(open), await buy(open)];
  const ids = licenses.map(({ id }) => id).toSorted();
  const page = (input: object) =>
    (call(open, "listLicenses", input) as { items: { licenseId: string }[] }).items;
  expect(page({}).map(({ licenseId }) => licenseId)).toEqual(ids);
  expect(page({ limit: 2 }).map(({ licenseId }) => licenseId)).toEqual(ids.slice(0, 2));
  expect(page({ after: ids[1], limit: "2" }).map(({ licenseId }) => licenseId)).toEqual([ids[2]]);
  expect(page({ foreignId: licenses[1]!.foreignId })).toMatchObject([
    {
      licenseId: licenses[1]!.id,
      licenseNumberEnd: licenses[1]!.licenseNumber.slice(-4),
      validFrom: expect.stringMatching(/^2026-01-05T/) as unknown,
      activatedAt: null,
    },
  ]);
  expect(page({ state: "blocked" })).toEqual([]);
  expect(JSON.stringify(page({}))).not.toContain(licenses[0]!.licenseNumber);
});

test("operators have an order's documents written anew", async () => {
  await using open = openProduction();
  const { number } = open.place(["isc.1.0.0.12m"]);
  expect(call(open, "mendDocuments", { orderNumber: number })).toEqual({ orderNumber: number });
  expect(() => call(open, "mendDocuments", { orderNumber: "1" })).toThrow("no such order");
});

test("a license is expired from the millisecond of its end, though nobody noted it yet", async () => {
  await using open = openProduction();
  const { id, validUntilMs, lineItemId } = await buy(open);
  const listed = (state: string) => call(open, "listLicenses", { state, limit: 10 });
  await open.clock.runUntil(validUntilMs - 1);
  expect(listed("active")).toMatchObject({ items: [{ licenseId: id, state: "active" }] });
  await open.clock.runUntil(validUntilMs);
  expect(listed("active")).toEqual({ items: [] });
  expect(listed("expired")).toMatchObject({ items: [{ licenseId: id, state: "expired" }] });
  expect(() => call(open, "blockLicense", { licenseId: id })).toThrow("The license has expired.");
  // A line that is returned then leaves nothing to block, and nothing to try again.
  blockLicensesOfLine(open.shop, lineItemId);
  expect(eventsOf(open, "license.blocked")).toEqual([]);
  await open.pass(3_600_000);
  expect(expireLicenses(open.shop)).toBe(1);
  expect(eventsOf(open, "license.expired")[0]?.attributes).toEqual({
    validUntil: new Date(validUntilMs).toISOString(),
  });
});
