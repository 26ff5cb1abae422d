import "./virtual-rows.css";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

/** Rows drawn beyond the window on each side, so that fast scrolling stays filled. */
const OVERSCAN_ROWS = 14;

function subscribeToPrinting(listener: () => void): () => void {
  const query = matchMedia("print");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** True while the page is being printed: every row is then drawn. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(subscribeToPrinting, () => matchMedia("print").matches);
}

/**
 * Rows of a long list in the window's own scroll. Keys anchor them: what is loaded before or after
 * never moves what is read.
 */
export function useVirtualRows(options: {
  readonly count: number;
  readonly estimateSize: (index: number) => number;
  readonly getItemKey: (index: number) => string | number;
}) {
  const list = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above the list may change its height with any answer.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const measure = () =>
      setScrollMargin(Math.round(element.getBoundingClientRect().top + scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    ...options,
    overscan: OVERSCAN_ROWS,
    scrollMargin,
    // The sticky bars; a row scrolled to is never under them.
    scrollPaddingStart: 90,
    scrollPaddingEnd: 90,
  });
  return { list, virtualizer, scrollMargin };
}
