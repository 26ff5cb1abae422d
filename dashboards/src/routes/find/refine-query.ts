/** Adding a facet's value to a query, and taking it out again. */

function facetToken(field: string, value: string): string {
  return `${field}:${/^[\w.-]+$/.test(value) ? value : JSON.stringify(value)}`;
}

export function hasFacet(query: string | undefined, field: string, value: string): boolean {
  return (query ?? "").split(/\s+/).includes(facetToken(field, value));
}

/** The query with the value required; without it when it already was. */
export function toggleFacet(query: string | undefined, field: string, value: string): string {
  const token = facetToken(field, value);
  const words = (query ?? "").split(/\s+/).filter((word) => word !== "");
  if (words.includes(token)) return words.filter((word) => word !== token).join(" ");
  // AND binds tighter than OR: an alternative is kept together.
  const isAlternative = /\bOR\b/.test(query ?? "");
  const kept = words.join(" ");
  return [isAlternative ? `(${kept})` : kept, token].filter((word) => word !== "").join(" ");
}
