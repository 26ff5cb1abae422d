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

/** Levenshtein distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
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
