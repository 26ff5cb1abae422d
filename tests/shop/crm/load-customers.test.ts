import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { CRM, crmData, crmProvider } from "#shop/crm/crm-provider.ts";
import { CUSTOMERS_MAX, emptyCustomers, loadCustomers } from "#shop/crm/load-customers.ts";
import { handler } from "#shop/services/operation.ts";
import { type OpenShop, openShop } from "../open-shop.ts";

const row = z.looseObject({ account: z.string() });

const stored = ({ shop }: OpenShop) =>
  shop.web.all(
    row,
    `SELECT account, firstName, lastName, fidelityPoint, payment
     FROM crmCustomers ORDER BY account`,
  );

function shopWithCrm(answer: () => unknown): OpenShop {
  const open = openShop();
  open.services.add({ name: CRM, handlers: [handler(crmData, answer)] });
  return open;
}

const customer = (changes: Record<string, unknown> = {}) => ({
  firstName: "Anaïs",
  lastName: "Lefèvre",
  fidelityPoint: 120,
  payment: 0,
  account: "A-000001",
  ...changes,
});

test("the sample of the CRM is stored under its accounts; no event holds a name", async () => {
  const sample = readFileSync(join(import.meta.dirname, "../../fixtures/shop/crm.json"), "utf8");
  await using open = shopWithCrm(() => JSON.parse(sample));
  expect(await open.run(loadCustomers(open.shop))).toEqual({ count: 2, added: 2, changed: 0 });
  expect(stored(open)).toEqual(JSON.parse(sample));
  expect(open.events()).toMatchObject([
    { type: "customers.synchronized", attributes: { count: 2, added: 2, changed: 0 } },
  ]);
  expect(JSON.stringify(open.events())).not.toMatch(/Lefèvre|Dvořák|A-00000/);
});

test("a second fetch doubles nobody and counts what changed", async () => {
  let answer: unknown = [customer()];
  await using open = shopWithCrm(() => answer);
  await open.run(loadCustomers(open.shop));
  answer = [customer({ fidelityPoint: 130 }), customer({ account: "A-000002" })];
  expect(await open.run(loadCustomers(open.shop))).toEqual({ count: 2, added: 1, changed: 1 });
  expect(stored(open).map(({ fidelityPoint }) => fidelityPoint)).toEqual([130, 120]);
});

test.each([
  ["text", "unavailable", "the whole answer"],
  ["an object", { customers: [] }, "the whole answer"],
  ["no account", [customer({ account: undefined })], "[0].account"],
  ["twice the same account", [customer(), customer({ firstName: "Léo" })], "[1]"],
  ["points that are no number", [customer({ fidelityPoint: "many" })], "[0].fidelityPoint"],
  ["points in parts", [customer({ fidelityPoint: 1.5 })], "[0].fidelityPoint"],
  ["negative points", [customer({ fidelityPoint: -1 })], "[0].fidelityPoint"],
  ["no name", [customer({ lastName: null })], "[0].lastName"],
  [
    "too many",
    Array.from({ length: CUSTOMERS_MAX + 1 }, (_, index) => customer({ account: `A${index}` })),
    "the whole answer",
  ],
])("a CRM that answers with %s changes nothing and is traced", async (_, bad, place) => {
  let answer: unknown = [customer()];
  await using open = shopWithCrm(() => answer);
  await open.run(loadCustomers(open.shop));
  const before = stored(open);
  answer = bad;
  await expect(open.run(loadCustomers(open.shop))).rejects.toMatchObject({
    code: "malformed-answer",
  });
  expect(stored(open)).toEqual(before);
  expect(open.events().at(-1)).toMatchObject({
    type: "customers.rejected",
    attributes: { place },
  });
});

test("each malformed answer that the fault gives is rejected", async () => {
  await using open = openShop();
  open.services.add(crmProvider({ faults: open.shop.faults }));
  open.fail("crm.malformed", 4);
  for (let count = 0; count < 4; count += 1) {
    await expect(open.run(loadCustomers(open.shop))).rejects.toMatchObject({
      code: "malformed-answer",
    });
  }
  expect((await open.run(loadCustomers(open.shop))).count).toBeGreaterThan(20);
});

test("the table can be emptied", async () => {
  await using open = shopWithCrm(() => [customer()]);
  await open.run(loadCustomers(open.shop));
  expect(emptyCustomers(open.shop)).toBe(1);
  expect(stored(open)).toEqual([]);
  expect(open.eventTypes().at(-1)).toBe("customers.emptied");
});
