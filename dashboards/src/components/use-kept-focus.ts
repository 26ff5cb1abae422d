import { useEffect, useRef } from "react";

/**
 * The focus stays in `group` where an act took away the control that had it: the control now in its place gets
 * it. `what` changes with the controls. A dialog that was opened from the group is part of it.
 */
export function useKeptFocus(group: React.RefObject<HTMLElement | null>, what: unknown): void {
  // Place among the group's children; -1 where the focus is elsewhere.
  const place = useRef(-1);
  const before = useRef(what);
  useEffect(() => {
    const follow = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const isInDialog = target.closest("[role=alertdialog], [role=dialog]") !== null;
      if (isInDialog && group.current?.contains(target) !== true) return;
      place.current = [...(group.current?.children ?? [])].findIndex((child) =>
        child.contains(target),
      );
    };
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, [group]);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    const children = [...(group.current?.children ?? [])];
    if (place.current < 0 || document.activeElement !== document.body) return;
    const child = children[place.current] ?? children.at(-1);
    const control = child?.matches("button") === true ? child : child?.querySelector("button");
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
  }, [group, what]);
}
