/**
 * The form in which a protected value is found by its exact value: letter case never counts, and neither
 * do blanks and dashes, except in e-mail addresses, where a dash is part of the name.
 */
export function searchTextOf(clear: string): string {
  const folded = clear.normalize("NFKC").trim().toLowerCase();
  return folded.includes("@") ? folded : folded.replace(/[\s\p{Pd}]+/gu, "");
}
