/**
 * The RFC 8785 form of a JSON value: keys sorted by UTF-16 code units, no blanks. What has the same content has
 * the same text, whoever writes it. Fields that are `undefined` are left out, as in JSON.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalItem).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${fields.join(",")}}`;
}

function canonicalItem(item: unknown): string {
  return item === undefined ? "null" : canonicalJson(item);
}
