import type { Candidate } from "#query/answers/query-answers.ts";
import { pages } from "../../path-builder.ts";

/** Fields of the search language that name an object of that type. */
const FIELDS: Readonly<Record<string, string>> = {
  transaction: "tx",
  order: "order",
  quote: "quote",
  giftCard: "giftCard",
  license: "license",
  payment: "payment",
  customer: "customer",
};

/** A search text that finds every record of the object. */
export function objectQuery(object: Pick<Candidate, "objectType" | "id">): string {
  const field = FIELDS[object.objectType];
  const value = /^[\w-]+$/.test(object.id) ? object.id : JSON.stringify(object.id);
  return field === undefined ? value : `${field}:${value}`;
}

/** A transaction has a timeline; the records of other objects are listed, oldest first. */
export function candidateHref(candidate: Pick<Candidate, "objectType" | "id">): string {
  return candidate.objectType === "transaction"
    ? pages.transaction(candidate.id)
    : pages.find({ q: objectQuery(candidate), as: "query", order: "oldest" });
}
