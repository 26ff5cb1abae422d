import { editDistance } from "#query/edit-distance.ts";

/** Edits after which a name is no longer taken for a slip of the keyboard. */
const EDITS_MAX = 3;

/** The candidate a mistyped name was most likely meant to be; null when none is near. */
export function nearestName(given: string, candidates: readonly string[]): string | null {
  const lowered = given.toLowerCase();
  let nearest: string | null = null;
  let fewest = Math.min(EDITS_MAX, Math.ceil(given.length / 2)) + 1;
  for (const candidate of candidates) {
    const edits = editDistance(lowered, candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}
