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

/** Levenshtein distance; both words are short. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution =
        (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(
        Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1),
      );
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
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
