import type { IndexEntry } from "#storage/index/event-index.ts";

/** Records `first` to `last`, a second apart, each with a token and an identifier of its own. */
export function numberedEntries(first: number, last: number): IndexEntry[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const seq = first + index;
    const id = `N${seq}`;
    return {
      seq,
      timeMs: seq * 1_000,
      tokens: `t:${seq} y:type.${seq % 3} w:word`,
      identifiers: [{ objectType: "order", id, skeleton: id }],
    };
  });
}
