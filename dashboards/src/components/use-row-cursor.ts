import { useEffect, useRef, useState } from "react";

/**
 * One row of a grid holds the focus (roving tabindex). `move` goes to the next row that can hold it and
 * scrolls it into sight; the row is focused once it is drawn. `active` is the row that is drawn so, for
 * rendering; `current` the one that keys go on from.
 */
export function useRowCursor(options: {
  readonly count: number;
  readonly canFocus: (index: number) => boolean;
  readonly virtualizer: {
    scrollToIndex(index: number, options: { readonly align: "auto" }): void;
  };
  readonly list: React.RefObject<HTMLElement | null>;
}) {
  const [drawn, setDrawn] = useState<number | null>(null);
  // Keys may come faster than rows are drawn: each goes on from where the one before went.
  const latest = useRef<number | null>(null);
  const wantsFocus = useRef(false);
  const { canFocus, count, virtualizer, list } = options;
  // A shorter answer may have no such row: then keys begin anew.
  const within = (index: number | null) => (index !== null && index < count ? index : null);
  const active = within(drawn);

  const setActive = (index: number | null) => {
    latest.current = index;
    setDrawn(index);
  };

  const moveTo = (index: number) => {
    wantsFocus.current = true;
    setActive(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
  };
  const next = (step: 1 | -1): number | null => {
    const from = within(latest.current);
    let index = from === null ? (step === 1 ? 0 : count - 1) : from + step;
    while (index >= 0 && index < count && !canFocus(index)) index += step;
    return index >= 0 && index < count ? index : null;
  };
  const move = (step: 1 | -1): number | null => {
    const index = next(step);
    if (index !== null) moveTo(index);
    return index;
  };

  useEffect(() => {
    if (!wantsFocus.current || active === null || active !== latest.current) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  return { active, current: () => within(latest.current), setActive, move, moveTo };
}
