import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { CATALOG_PRODUCTS } from "#shop/catalog/catalog-products.ts";
import { CATALOG, catalogData, catalogProvider } from "#shop/catalog/catalog-provider.ts";
import { emptyProducts, loadProducts } from "#shop/catalog/load-products.ts";
import { PRODUCTS_MAX } from "#shop/catalog/read-catalog.ts";
import { handler } from "#shop/services/operation.ts";
import { type OpenShop, openShop } from "../open-shop.ts";

const row = z.looseObject({ code: z.string() });

const stored = ({ shop }: OpenShop) =>
  shop.web.all(
    row,
    `SELECT code, family, description, priceMinor, quantityMin, packaging, kind
     FROM products ORDER BY code`,
  );

/** A shop whose catalog gives this answer. */
function shopWithCatalog(answer: () => unknown): OpenShop {
  const open = openShop();
  open.services.add({ name: CATALOG, handlers: [handler(catalogData, answer)] });
  return open;
}

const product = (changes: Record<string, unknown> = {}) => ({
  id: 1,
  codeProduit: "X1-0",
  descriptionProduit: "Frigos:P1-0",
  familleProduit: "Frigos",
  packaging: 2,
  prix: 424,
  quantiteMin: 15,
  ...changes,
});

test("the sample of the catalog is stored, with constants instead of what was received", async () => {
  const sample = readFileSync(
    join(import.meta.dirname, "../../fixtures/shop/catalogue-produit.json"),
    "utf8",
  );
  await using open = shopWithCatalog(() => JSON.parse(sample));
  expect(await open.run(loadProducts(open.shop))).toEqual({ count: 1, added: 1, changed: 0 });
  expect(stored(open)).toEqual([
    {
      code: "X1-0",
      family: "Frigos",
      description: "Frigos:P1-0",
      priceMinor: 42_400,
      quantityMin: 1,
      packaging: 0,
      kind: "physical",
    },
  ]);
  expect(open.events()).toMatchObject([
    {
      type: "catalog.synchronized",
      outcome: "success",
      attributes: {
        count: 1,
        added: 1,
        received: [{ code: "X1-0", id: 1, quantityMin: 15, packaging: 2 }],
      },
    },
  ]);
});

test("the shop's own catalog holds every kind of product", async () => {
  await using open = openShop();
  open.services.add(catalogProvider({ faults: open.shop.faults }));
  const { count } = await open.run(loadProducts(open.shop));
  expect(count).toBe(CATALOG_PRODUCTS.length);
  const kinds = new Set(stored(open).map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(["license", "giftCard", "course", "physical"]));
  expect(stored(open)).toContainEqual(expect.objectContaining({ code: "COURSETOBUY" }));
});

test("a second fetch doubles nothing; what changed is counted, what is no longer named stays", async () => {
  let answer: unknown = { produits: [product(), product({ codeProduit: "X2-0" })] };
  await using open = shopWithCatalog(() => answer);
  await open.run(loadProducts(open.shop));
  expect(await open.run(loadProducts(open.shop))).toEqual({ count: 2, added: 0, changed: 0 });
  answer = { produits: [product({ prix: 19.99 }), product({ codeProduit: "X3-0" })] };
  expect(await open.run(loadProducts(open.shop))).toEqual({ count: 2, added: 1, changed: 1 });
  expect(stored(open).map(({ code, priceMinor }) => [code, priceMinor])).toEqual([
    ["X1-0", 1_999],
    ["X2-0", 42_400],
    ["X3-0", 42_400],
  ]);
});

test("codes stay text, also where the catalog wrote a number", async () => {
  const codes = [7, "13297323620002339", "007"];
  await using open = shopWithCatalog(() => ({
    produits: codes.map((codeProduit) => product({ codeProduit })),
  }));
  await open.run(loadProducts(open.shop));
  expect(stored(open).map(({ code }) => code)).toEqual(["007", "13297323620002339", "7"]);
});

const MALFORMED: readonly (readonly [string, unknown, string])[] = [
  ["HTML", "<html>502</html>", "the whole answer"],
  ["null", null, "the whole answer"],
  ["a bare array", [product()], "the whole answer"],
  ["no products", {}, "produits"],
  ["a product that is none", { produits: [product(), "x"] }, "produits[1]"],
  ["no code", { produits: [product({ codeProduit: undefined })] }, "produits[0].codeProduit"],
  ["an empty code", { produits: [product({ codeProduit: "  " })] }, "produits[0].codeProduit"],
  [
    "a code that lost digits",
    { produits: [product({ codeProduit: 13297323620002340 })] },
    "produits[0].codeProduit",
  ],
  ["twice the same code", { produits: [product(), product()] }, "produits[1]"],
  ["a negative price", { produits: [product({ prix: -0.01 })] }, "produits[0].prix"],
  ["fractions of a cent", { produits: [product({ prix: 19.999 })] }, "produits[0].prix"],
  ["no price", { produits: [product({ prix: null })] }, "produits[0].prix"],
  ["no family", { produits: [product({ familleProduit: "" })] }, "produits[0].familleProduit"],
  [
    "too many",
    {
      produits: Array.from({ length: PRODUCTS_MAX + 1 }, (_, index) =>
        product({ codeProduit: `P${index}` }),
      ),
    },
    "produits",
  ],
];

test.each(MALFORMED)("a catalog with %s changes nothing and is traced", async (_, bad, place) => {
  let answer: unknown = { produits: [product()] };
  await using open = shopWithCatalog(() => answer);
  await open.run(loadProducts(open.shop));
  const before = stored(open);
  answer = bad;
  await expect(open.run(loadProducts(open.shop))).rejects.toMatchObject({
    code: "malformed-answer",
    detail: { place },
  });
  expect(stored(open)).toEqual(before);
  expect(open.events().at(-1)).toMatchObject({
    type: "catalog.rejected",
    outcome: "failure",
    reason: expect.stringContaining(place),
    attributes: { place },
  });
});

test("each malformed answer that the fault gives is rejected, and the next fetch is whole again", async () => {
  await using open = openShop();
  open.services.add(catalogProvider({ faults: open.shop.faults }));
  await open.run(loadProducts(open.shop));
  open.fail("catalog.malformed", 5);
  for (let count = 0; count < 5; count += 1) {
    await expect(open.run(loadProducts(open.shop))).rejects.toMatchObject({
      code: "malformed-answer",
    });
  }
  expect(await open.run(loadProducts(open.shop))).toMatchObject({ added: 0, changed: 0 });
  expect(open.eventTypes().filter((type) => type === "catalog.rejected")).toHaveLength(5);
});

test("a catalog that is away is a warning, not a rejected answer", async () => {
  await using open = openShop();
  await expect(open.run(loadProducts(open.shop))).rejects.toMatchObject({
    code: "service-unavailable",
  });
  expect(open.events()).toMatchObject([
    { type: "warning.recorded", attributes: { component: "catalog" } },
  ]);
});

test("the table can be emptied", async () => {
  await using open = shopWithCatalog(() => ({ produits: [product()] }));
  await open.run(loadProducts(open.shop));
  expect(emptyProducts(open.shop)).toBe(1);
  expect(stored(open)).toEqual([]);
  expect(open.events().at(-1)).toMatchObject({ type: "catalog.emptied", attributes: { count: 1 } });
});
