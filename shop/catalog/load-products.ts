import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { CATALOG, catalogData } from "./catalog-provider.ts";
import { type ReceivedProduct, readCatalog } from "./read-catalog.ts";

/** Stored of every product, whatever the catalog says. */
const QUANTITY_MIN = 1;
const PACKAGING = 0;

/** What a family's products are to the shop; every other family is of things that are sent. */
const KIND_OF_FAMILY: Readonly<Record<string, "license" | "giftCard" | "course">> = {
  licenses: "license",
  "gift cards": "giftCard",
  courses: "course",
};

export interface Loaded {
  /** Received and stored. */
  readonly count: number;
  /** Of them: not known before. */
  readonly added: number;
  /** Of them: known before with other values. */
  readonly changed: number;
}

/**
 * Fetches all products and stores them under their codes: `catalog.synchronized`. Products that the catalog
 * no longer names stay. A malformed answer changes nothing: `catalog.rejected`, and `malformed-answer` is
 * thrown; so is what the call rejects with.
 */
export async function loadProducts(shop: ShopContext): Promise<Loaded> {
  let products: ReceivedProduct[];
  try {
    products = readCatalog(await shop.services.call(CATALOG, catalogData, {}));
  } catch (error) {
    recordFailedFetch(shop, "catalog", error);
    throw error;
  }
  return shop.web.transaction((tx) => {
    const loaded = store(tx, products, shop.clock.nowMs());
    tx.emit({
      type: "catalog.synchronized",
      message: `Fetched ${products.length} products from the catalog.`,
      outcome: "success",
      attributes: {
        ...loaded,
        received: products.map(({ received }) => received),
      },
    });
    return loaded;
  });
}

/** Removes all products: `catalog.emptied`. Returns how many there were. */
export function emptyProducts(shop: ShopContext): number {
  return shop.web.transaction((tx) => {
    const count = tx.run("DELETE FROM products");
    tx.emit({
      type: "catalog.emptied",
      message: `Removed all ${count} products.`,
      attributes: { count },
    });
    return count;
  });
}

/**
 * Tells what came of a fetch that stored nothing: `catalog.rejected` or `customers.rejected` with reason and
 * place for an answer that was not accepted, else `warning.recorded`.
 */
export function recordFailedFetch(
  shop: ShopContext,
  component: "catalog" | "customers",
  error: unknown,
): void {
  const isMalformed = error instanceof ShopError && error.code === "malformed-answer";
  const reason = error instanceof ShopError ? error.message : "The fetch failed.";
  const place = isMalformed ? (error.detail["place"] ?? "the whole answer") : undefined;
  shop.web.transaction((tx) => {
    tx.emit({
      type: isMalformed ? `${component}.rejected` : "warning.recorded",
      message: isMalformed
        ? `The answer of the ${component} service was not accepted; nothing was changed.`
        : `The ${component} service could not be asked; nothing was changed.`,
      level: "warning",
      outcome: "failure",
      reason,
      attributes: isMalformed ? { place } : { component },
    });
  });
}

const storedRow = z.object({
  family: z.string(),
  description: z.string(),
  priceMinor: z.number(),
});

function store(tx: Transaction, products: readonly ReceivedProduct[], nowMs: number): Loaded {
  let added = 0;
  let changed = 0;
  for (const { code, family, description, priceMinor } of products) {
    const known = tx.get(
      storedRow,
      "SELECT family, description, priceMinor FROM products WHERE code = ?",
      code,
    );
    if (known === undefined) added += 1;
    else if (
      known.family !== family ||
      known.description !== description ||
      known.priceMinor !== priceMinor
    ) {
      changed += 1;
    }
    tx.run(
      `INSERT INTO products
         (code, family, description, priceMinor, quantityMin, packaging, kind, updatedMs)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET family = excluded.family,
         description = excluded.description, priceMinor = excluded.priceMinor,
         quantityMin = excluded.quantityMin, packaging = excluded.packaging,
         kind = excluded.kind, updatedMs = excluded.updatedMs`,
      code,
      family,
      description,
      priceMinor,
      QUANTITY_MIN,
      PACKAGING,
      KIND_OF_FAMILY[family.toLowerCase()] ?? "physical",
      nowMs,
    );
  }
  return { count: products.length, added, changed };
}
