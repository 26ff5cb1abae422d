/** Adding a value to a query, excluding it, and taking it out again. */

/** A value as a term writes it: in quotes where it has more than letters, digits, dots and dashes. */
export function valueText(value: string): string {
  return /^[\w.*-]+$/.test(value) ? value : JSON.stringify(value);
}

function facetTerm(field: string, value: string): string {
  return `${field}:${valueText(value)}`;
}

/** Terms apart at blanks that are not within quotes. */
function termsOf(query: string | undefined): string[] {
  return (query ?? "").match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
}

/** Whether the query asks for the value, leaves it out, or says nothing of it. */
export function facetIn(
  query: string | undefined,
  field: string,
  value: string,
): "required" | "excluded" | "free" {
  const terms = termsOf(query);
  const term = facetTerm(field, value);
  if (terms.includes(term)) return "required";
  return terms.includes(`-${term}`) ? "excluded" : "free";
}

/** The query with the value required, or left out; without a word of it where it already was so. */
export function refineQuery(
  query: string | undefined,
  field: string,
  value: string,
  wanted: "required" | "excluded",
): string {
  const term = facetTerm(field, value);
  const terms = termsOf(query);
  const kept = terms.filter((one) => one !== term && one !== `-${term}`);
  if (facetIn(query, field, value) === wanted) return kept.join(" ");
  // AND binds tighter than OR: an alternative is kept together.
  const isAlternative = kept.includes("OR");
  const rest = kept.join(" ");
  const added = wanted === "required" ? term : `-${term}`;
  return [isAlternative ? `(${rest})` : rest, added].filter((one) => one !== "").join(" ");
}

/** Values of the field that the query leaves out, as they are written. */
export function excludedValues(query: string | undefined, field: string): string[] {
  const start = `-${field}:`;
  return termsOf(query)
    .filter((term) => term.startsWith(start))
    .map((term) => term.slice(start.length).replace(/^"(.*)"$/, "$1"));
}
