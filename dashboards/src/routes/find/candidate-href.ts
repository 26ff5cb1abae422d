import type { Candidate } from "#query/answers/query-answers.ts";
import { pages } from "../../path-builder.ts";

/** Types whose life is rebuilt: they have a verdict and a timeline. */
const LIVING = new Set([
  "order",
  "quote",
  "giftCard",
  "license",
  "payment",
  "transaction",
  "replay",
]);

export function hasLife(objectType: string): boolean {
  return LIVING.has(objectType);
}

/** A search text that finds every record of the object; a type that is no field goes by its ID alone. */
export function objectQuery(object: Pick<Candidate, "objectType" | "id">): string {
  const value = /^[\w-]+$/.test(object.id) ? object.id : JSON.stringify(object.id);
  return FIELDS.has(object.objectType) ? `${object.objectType}:${value}` : value;
}

/** Types without a life that the search language has a field for. */
const FIELDS = new Set(["customer", "invoice", "product", "task", "mail"]);

/** The timeline of what has one; the records of others are listed, oldest first. */
export function candidateHref(candidate: Pick<Candidate, "objectType" | "id">): string {
  return hasLife(candidate.objectType)
    ? pages.object(candidate.objectType, candidate.id)
    : pages.find({ q: objectQuery(candidate), as: "query", order: "oldest" });
}
