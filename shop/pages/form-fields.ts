import { z } from "zod";
import { ShopError } from "../errors.ts";

/** What a form or a query holds; a field that came twice counts as its last. */
const fieldsSchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()).transform((values) => values.at(-1) ?? "")]),
);
export type FormFields = Readonly<Record<string, string>>;

/** The fields of a form. Throws `invalid-request` for what is no form. */
export function readFields(body: unknown): FormFields {
  // Parsers give objects without prototype, and nothing at all for an empty form.
  const read = fieldsSchema.safeParse(typeof body === "object" ? { ...body } : body);
  if (read.success) return read.data;
  throw new ShopError("invalid-request", "The request is no form.", { cause: read.error });
}

/** The field's text without spaces around it; empty where there is none. */
export function fieldText(fields: FormFields, name: string): string {
  return Object.hasOwn(fields, name) ? (fields[name] ?? "").trim() : "";
}

/** Which page of a list is asked for, from 1; anything else than a number is the first. */
export function readPageNumber(query: unknown): number {
  return (
    z.object({ page: z.coerce.number().int().min(1).max(1_000_000) }).safeParse(query).data?.page ??
    1
  );
}
