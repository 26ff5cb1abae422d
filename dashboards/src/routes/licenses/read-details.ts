import type { ObjectAnswer } from "#query/answers/object-answers.ts";

export type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;
type Detail = Lifecycle["details"][string];

/** A text of what is particular to the object; null where it is not known. */
export function textDetail({ details }: Lifecycle, name: string): string | null {
  const value = details[name];
  return typeof value === "string" ? value : null;
}

/** Texts of a list, such as the IDs of a chain. */
export function textsDetail({ details }: Lifecycle, name: string): string[] {
  return textsOf(details[name]);
}

function textsOf(value: Detail | undefined): string[] {
  return isList(value) ? value.filter((one) => typeof one === "string") : [];
}

/** A line of an order that sells licenses. */
export interface LicenseLine {
  readonly lineItemId: string;
  readonly product: string | null;
  readonly quantity: number | null;
  readonly deliveredAt: string | null;
  readonly licenses: readonly string[];
}

/** The lines of an order that sell licenses. */
export function licenseLines({ details }: Lifecycle): LicenseLine[] {
  const { lines } = details;
  if (!isList(lines)) return [];
  return lines.flatMap((line) => {
    if (!isRecord(line) || line["kind"] !== "license") return [];
    const { lineItemId, product, quantity, deliveredAt, licenses } = line;
    return {
      lineItemId: typeof lineItemId === "string" ? lineItemId : "",
      product: typeof product === "string" ? product : null,
      quantity: typeof quantity === "number" ? quantity : null,
      deliveredAt: typeof deliveredAt === "string" ? deliveredAt : null,
      licenses: textsOf(licenses),
    };
  });
}

function isList(value: Detail | undefined): value is readonly Detail[] {
  return Array.isArray(value);
}

function isRecord(value: Detail): value is { readonly [name: string]: Detail } {
  return typeof value === "object" && value !== null && !isList(value);
}
