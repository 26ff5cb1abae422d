import { z } from "zod";
import { euroPriceMinor } from "./euro-price.ts";
import { foreignId, foreignText, readForeign, refuseDuplicates } from "./foreign-answer.ts";

/** Most products of one answer: what was received of each stands in one event. */
export const PRODUCTS_MAX = 2_000;

/** Whatever it was: it is noted, never used. */
const noted = z.union([z.number(), z.string().max(64), z.null()]).optional();

const priceMinor = z.union([z.number(), z.string()]).transform((price, context) => {
  const minor = euroPriceMinor(price);
  if (minor !== undefined) return minor;
  context.addIssue("not a price in euros and whole cents");
  return z.NEVER;
});

const catalogSchema = z.object({
  produits: z
    .array(
      z.object({
        id: noted,
        codeProduit: foreignId,
        descriptionProduit: foreignText,
        familleProduit: foreignText.min(1),
        packaging: noted,
        prix: priceMinor,
        quantiteMin: noted,
      }),
    )
    .max(PRODUCTS_MAX),
});

export interface ReceivedProduct {
  readonly code: string;
  readonly family: string;
  readonly description: string;
  readonly priceMinor: number;
  /** As the catalog gave them; the shop stores constants instead. */
  readonly received: {
    readonly code: string;
    readonly id: string | number | null;
    readonly quantityMin: string | number | null;
    readonly packaging: string | number | null;
  };
}

/**
 * The products of a catalog's answer, in its order. Throws `malformed-answer` for anything else than a whole
 * catalog: another shape, a product without code, twice the same code, a price that is none, too many.
 */
export function readCatalog(answer: unknown): ReceivedProduct[] {
  const { produits } = readForeign("catalog", catalogSchema, answer);
  const codes = produits.map(({ codeProduit }) => codeProduit);
  refuseDuplicates("catalog", codes, "produits");
  return produits.map((product) => ({
    code: product.codeProduit,
    family: product.familleProduit,
    description: product.descriptionProduit,
    priceMinor: product.prix,
    received: {
      code: product.codeProduit,
      id: product.id ?? null,
      quantityMin: product.quantiteMin ?? null,
      packaging: product.packaging ?? null,
    },
  }));
}
