/** A row of two sequences laid side by side: places in each, from 0; null where a side has nothing. */
export interface AlignedRow {
  readonly left: number | null;
  readonly right: number | null;
  /** Row in which the other side has the same step at another place in the order; null where it has none. */
  readonly counterpart: number | null;
}

/**
 * Lays two sequences side by side so that as many steps as can be stand beside their like, in order (longest
 * common subsequence; of several the one that pairs early steps). Steps without a like stand alone, those of
 * the left first. Takes time and memory in proportion to the product of both lengths.
 */
export function alignSteps(
  lengths: { readonly left: number; readonly right: number },
  isSame: (left: number, right: number) => boolean,
): AlignedRow[] {
  const { left: leftLength, right: rightLength } = lengths;
  const width = rightLength + 1;
  // What the rest from here can pair at most, by place in both.
  const pairs = new Uint32Array((leftLength + 1) * width);
  const same = new Uint8Array(leftLength * rightLength);
  for (let left = leftLength - 1; left >= 0; left -= 1) {
    for (let right = rightLength - 1; right >= 0; right -= 1) {
      const isPair = isSame(left, right);
      if (isPair) same[left * rightLength + right] = 1;
      const here = left * width + right;
      const skipped = Math.max(pairs[here + width] ?? 0, pairs[here + 1] ?? 0);
      pairs[here] = isPair ? Math.max(skipped, 1 + (pairs[here + width + 1] ?? 0)) : skipped;
    }
  }
  const rows: { left: number | null; right: number | null }[] = [];
  let left = 0;
  let right = 0;
  while (left < leftLength || right < rightLength) {
    const here = left * width + right;
    const best = pairs[here] ?? 0;
    const isPair =
      left < leftLength && right < rightLength && same[left * rightLength + right] === 1;
    if (isPair && best === 1 + (pairs[here + width + 1] ?? 0)) {
      rows.push({ left, right });
      left += 1;
      right += 1;
    } else if (left < leftLength && (right === rightLength || pairs[here + width] === best)) {
      rows.push({ left, right: null });
      left += 1;
    } else {
      rows.push({ left: null, right });
      right += 1;
    }
  }
  return withCounterparts(rows, isSame);
}

function withCounterparts(
  rows: readonly { readonly left: number | null; readonly right: number | null }[],
  isSame: (left: number, right: number) => boolean,
): AlignedRow[] {
  const counterparts = new Map<number, number>();
  const alone = [...rows.entries()].filter(([, row]) => row.left === null);
  for (const [place, { left, right }] of rows.entries()) {
    if (left === null || right !== null) continue;
    const found = alone.find(
      ([other, row]) => !counterparts.has(other) && row.right !== null && isSame(left, row.right),
    );
    if (found === undefined) continue;
    counterparts.set(place, found[0]);
    counterparts.set(found[0], place);
  }
  return rows.map((row, place) => ({ ...row, counterpart: counterparts.get(place) ?? null }));
}
