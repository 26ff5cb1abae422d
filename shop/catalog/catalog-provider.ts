import { z } from "zod";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { handler, operation, type ServiceDefinition } from "../services/operation.ts";
import { CATALOG_PRODUCTS, type CatalogProduct } from "./catalog-products.ts";

/** The catalog's host. */
export const CATALOG = "catalogue-produit";

/**
 * All products of the catalog. The answer is foreign: whoever asks reads it with `readCatalog`, so that
 * what is wrong with it can be told.
 */
export const catalogData = operation({
  name: "catalogData",
  method: "GET",
  path: "/api/data",
  summary: "All products of the catalog",
  input: z.strictObject({}),
  answer: z.unknown(),
});

/** The catalog service. Under `catalog.malformed` it answers with something that is no catalog, in turn. */
export function catalogProvider({ faults }: { readonly faults: FaultPlan }): ServiceDefinition {
  let malformedCount = 0;
  const answer = (): unknown =>
    faults.strikes("catalog.malformed", [])
      ? MALFORMED[malformedCount++ % MALFORMED.length]?.()
      : { produits: CATALOG_PRODUCTS };
  return { name: CATALOG, handlers: [handler(catalogData, answer)] };
}

/** One product is spoiled, in the middle: what comes before it must not be stored either. */
const MALFORMED: readonly (() => unknown)[] = [
  () => "<html><body><h1>502 Bad Gateway</h1></body></html>",
  () => ({ produits: null }),
  () => withOneSpoiled((product) => ({ ...product, codeProduit: undefined })),
  () => withOneSpoiled((product) => ({ ...product, prix: -1 })),
  () => withOneSpoiled((product) => ({ ...product, codeProduit: FIRST_CODE })),
];

const SPOILED_INDEX = 7;
const FIRST_CODE = CATALOG_PRODUCTS[0]?.codeProduit;

function withOneSpoiled(spoil: (product: CatalogProduct) => unknown): unknown {
  return {
    produits: CATALOG_PRODUCTS.map((product, index) =>
      index === SPOILED_INDEX ? spoil(product) : product,
    ),
  };
}
