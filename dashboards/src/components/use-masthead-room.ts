import { useLayoutEffect, useRef } from "react";

/** What the masthead goes without, one more at each step, until its row fits. */
const STEPS = ["all", "no-keys", "two-groups", "one-group", "no-zone"] as const;

/** Widths are fractions of a pixel. */
const ROUNDING_PX = 0.5;

/**
 * Fits the masthead into its width: its words are as long as their language and their counts, so no width in
 * a style sheet is right for all. The step stands in `data-room`, the place of the menu in `--more-left`.
 */
export function useMastheadRoom(): React.RefObject<HTMLElement | null> {
  const masthead = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = masthead.current;
    if (element === null) return undefined;
    const refit = () => fit(element);
    // Words change with counts and pages; fonts come after the first drawing.
    const words = new MutationObserver(refit);
    words.observe(element, { subtree: true, childList: true, characterData: true });
    addEventListener("resize", refit);
    document.fonts.addEventListener("loadingdone", refit);
    refit();
    return () => {
      words.disconnect();
      removeEventListener("resize", refit);
      document.fonts.removeEventListener("loadingdone", refit);
    };
  }, []);
  return masthead;
}

function fit(masthead: HTMLElement): void {
  const paddingPx = Number.parseFloat(getComputedStyle(masthead).paddingRight);
  const endPx = masthead.getBoundingClientRect().right - paddingPx;
  for (const step of STEPS) {
    masthead.dataset["room"] = step;
    const last = masthead.lastElementChild?.getBoundingClientRect();
    if (last === undefined || last.right <= endPx + ROUNDING_PX) break;
  }
  const more = masthead.querySelector<HTMLElement>(".more-places");
  masthead.style.setProperty("--more-left", `${more?.offsetLeft ?? 0}px`);
}
