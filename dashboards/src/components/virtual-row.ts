import type { VirtualItem, Virtualizer } from "@tanstack/react-virtual";

/** A row to draw: where it stands in the list, or in the page's own flow while printing. */
export interface DrawnRow {
  readonly key: string | number | bigint;
  readonly index: number;
  /** Pixels from the list's top; null while printing. */
  readonly topPx: number | null;
}

/** Rows in sight, or all of them while printing. */
export function drawnRows(
  virtualizer: Virtualizer<Window, Element>,
  scrollMarginPx: number,
  isPrinting: boolean,
  count: number,
): DrawnRow[] {
  if (isPrinting) {
    return Array.from({ length: count }, (_, index) => ({ key: index, index, topPx: null }));
  }
  return virtualizer.getVirtualItems().map(({ key, index, start }: VirtualItem) => ({
    key,
    index,
    topPx: start - scrollMarginPx,
  }));
}

/** What a row needs to be placed and measured; spread on its `<tr>`. */
export function placeRow(virtualizer: Virtualizer<Window, Element>, row: DrawnRow) {
  return {
    "data-index": row.index,
    ref: (element: Element | null) => virtualizer.measureElement(element),
    style: row.topPx === null ? {} : { transform: `translateY(${row.topPx}px)` },
  };
}

export type RowPlacement = ReturnType<typeof placeRow>;
