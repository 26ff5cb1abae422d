import { expect, test } from "vitest";
import { z } from "zod";
import { catalogProvider } from "#shop/catalog/catalog-provider.ts";
import { crmProvider } from "#shop/crm/crm-provider.ts";
import { openForTheFirstTime } from "#shop/live/first-opening.ts";
import { type OpenShop, openShop } from "../open-shop.ts";

function newShop(): OpenShop {
  const open = openShop();
  const { faults } = open.shop;
  open.services.add(catalogProvider({ faults }));
  open.services.add(crmProvider({ faults }));
  return open;
}

function productsOf({ shop }: OpenShop): number {
  const [row] = shop.web.all(
    z.object({ count: z.int() }),
    "SELECT count(*) AS count FROM products",
  );
  return row?.count ?? 0;
}

test("a catalog and a CRM that answer badly at first do not keep a new shop closed", async () => {
  await using open = newShop();
  open.fail("catalog.malformed", 4);
  open.fail("crm.malformed", 4);
  await open.run(openForTheFirstTime(open.shop));
  expect(productsOf(open)).toBeGreaterThan(5);
  const types = open.eventTypes();
  expect(types.filter((type) => type === "catalog.rejected")).toHaveLength(4);
  expect(types).toContain("customers.synchronized");
});

test("one that never answers well does", async () => {
  await using open = newShop();
  open.fail("catalog.malformed", 5);
  await expect(open.run(openForTheFirstTime(open.shop))).rejects.toMatchObject({
    code: "malformed-answer",
  });
  expect(productsOf(open)).toBe(0);
});
