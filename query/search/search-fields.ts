import { editDistance } from "#query/edit-distance.ts";

/** Object types of the event catalog that are fields of their own, in the order shown to users. */
export const OBJECT_FIELDS = [
  "order",
  "quote",
  "giftCard",
  "license",
  "payment",
  "customer",
  "invoice",
  "product",
  "task",
  "replay",
  "mail",
  "incident",
] as const;

export type ObjectFieldName = (typeof OBJECT_FIELDS)[number];

/** How the values of a field are compared. */
export type FieldKind = "key" | "words" | "number" | "time" | "flag" | "actor" | "attribute";

const OTHER_FIELDS = [
  ["type", "key"],
  ["tx", "key"],
  ["source", "key"],
  ["outcome", "key"],
  ["level", "key"],
  ["currency", "key"],
  ["actor", "actor"],
  ["message", "words"],
  ["reason", "words"],
  ["amount", "number"],
  ["time", "time"],
  ["unattributed", "flag"],
  ["attributes", "attribute"],
] as const satisfies readonly (readonly [string, FieldKind])[];

export type SearchFieldName = ObjectFieldName | (typeof OTHER_FIELDS)[number][0];

/** Every field with its kind; `attributes` is written `attributes.<path>`. */
export const SEARCH_FIELDS: ReadonlyMap<SearchFieldName, FieldKind> = new Map<
  SearchFieldName,
  FieldKind
>([...OTHER_FIELDS, ...OBJECT_FIELDS.map((name) => [name, "key"] as const)]);

/** Words people write for a field; they only steer the suggestion of an error. */
const OTHER_WORDS: Readonly<Record<string, SearchFieldName>> = {
  transaction: "tx",
  transactionid: "tx",
  trace: "tx",
  traceid: "tx",
  txid: "tx",
  ordernumber: "order",
  fid: "order",
  card: "giftCard",
  code: "attributes",
  licensenumber: "attributes",
  ln: "license",
  user: "actor",
  severity: "level",
  msg: "message",
  text: "message",
  status: "outcome",
  timestamp: "time",
  date: "time",
  event: "type",
};

const SUGGESTIONS_MAX = 3;

export function isObjectField(name: SearchFieldName): name is ObjectFieldName {
  return OBJECT_FIELDS.some((field) => field === name);
}

/** The field of this name in any case, or null. */
export function findField(name: string): SearchFieldName | null {
  const folded = name.toLowerCase();
  for (const field of SEARCH_FIELDS.keys()) if (field.toLowerCase() === folded) return field;
  return null;
}

/** The fields whose names are nearest to what was written, nearest first. */
export function nearestFields(name: string): string[] {
  const folded = name.toLowerCase().slice(0, 32);
  const meant = OTHER_WORDS[folded.replaceAll(/[^a-z]/g, "")];
  const ranked = [...SEARCH_FIELDS.keys()]
    .map((field) => ({
      field,
      distance: field === meant ? -1 : editDistance(folded, field.toLowerCase()),
    }))
    .toSorted((left, right) => left.distance - right.distance);
  return ranked
    .slice(0, SUGGESTIONS_MAX)
    .map(({ field }) => (field === "attributes" ? `attributes.${name}` : field));
}
