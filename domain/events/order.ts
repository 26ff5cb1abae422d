/** What the total order of events looks at. `time` is RFC 3339 UTC with three decimals. */
export interface Ordered {
  readonly time: string;
  readonly ledger: string;
  readonly seq: number;
}

/**
 * The total order of events: by when they occurred, then ledger name, then place in the ledger. Negative
 * when `left` comes first. Every answer lists events by it, or by its reverse.
 */
export function compareOccurrence(left: Ordered, right: Ordered): number {
  if (left.time !== right.time) return left.time < right.time ? -1 : 1;
  if (left.ledger !== right.ledger) return left.ledger < right.ledger ? -1 : 1;
  return left.seq - right.seq;
}

/** The reverse of `compareOccurrence`: newest first. */
export function compareNewestFirst(left: Ordered, right: Ordered): number {
  return compareOccurrence(right, left);
}

/**
 * For each entry whether its order is undetermined: it shares its millisecond with an entry of another
 * source, so nothing proves which came first. `entries` stand in the total order or its reverse.
 */
export function undeterminedOrder(
  entries: readonly { readonly time: string; readonly source: { readonly name: string } }[],
): boolean[] {
  const undetermined: boolean[] = [];
  for (let start = 0; start < entries.length; start = undetermined.length) {
    const first = entries[start];
    let end = start + 1;
    let mixed = false;
    for (; end < entries.length && entries[end]?.time === first?.time; end += 1) {
      if (entries[end]?.source.name !== first?.source.name) mixed = true;
    }
    for (let place = start; place < end; place += 1) undetermined.push(mixed);
  }
  return undetermined;
}
