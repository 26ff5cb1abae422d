import { useEffect } from "react";
import { useReturnedFocus } from "../../components/use-returned-focus.ts";

/** Below this width a panel lies over the page, and takes the focus when it opens. */
const OVERLAY_BELOW = "(max-width: 1180px)";

/** Where a panel closes with the focus in it, the focus returns to what it was opened from. */
export function usePanelFocus(panel: React.RefObject<HTMLElement | null>): void {
  useReturnedFocus();
  useEffect(() => {
    if (matchMedia(OVERLAY_BELOW).matches) panel.current?.focus();
  }, [panel]);
}
