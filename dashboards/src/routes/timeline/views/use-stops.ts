import { useShortcuts } from "../../../keyboard/shortcuts.ts";

/**
 * `j` and `k` move the focus from one element marked `data-stop` to the next within `area`. While evidence is
 * open (`isFollowed`) the stop is opened too.
 */
export function useStops(area: React.RefObject<HTMLElement | null>, isFollowed: boolean): void {
  const move = (by: 1 | -1) => () => {
    const stops = [...(area.current?.querySelectorAll<HTMLElement>("[data-stop]") ?? [])];
    const at = stops.indexOf(closestStop() ?? document.body);
    const next = at < 0 ? stops.at(by === 1 ? 0 : -1) : stops[at + by];
    if (next === undefined) return;
    next.focus();
    if (isFollowed) next.click();
  };
  useShortcuts("page", { j: move(1), ArrowDown: move(1), k: move(-1), ArrowUp: move(-1) });
}

/** The stop in whose line the focus is. */
function closestStop(): HTMLElement | null {
  const line = document.activeElement?.closest("[data-line]");
  return line?.querySelector<HTMLElement>("[data-stop]") ?? null;
}
