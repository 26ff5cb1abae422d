import { useEffect, useRef } from "react";
import { readPreference } from "../preferences/preferences.ts";

/** Keys a screen answers to, as `KeyboardEvent.key` names them (` ` for Space). */
export type Shortcuts = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;

/** Where keys are bound; when two places want a key, the inner one gets it. */
const LAYERS = { frame: 0, page: 1, panel: 2 } as const;

interface Scope {
  readonly layer: number;
  readonly latest: { readonly current: Shortcuts };
}
const scopes: Scope[] = [];

/** Where a person types, single letters are letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement &&
      !["radio", "checkbox", "button", "range"].includes(target.type))
  );
}

/** Arrows and End choose in a radio group, and scroll a panel that is being read. */
function movesWithin(key: string, target: EventTarget | null): boolean {
  if (!key.startsWith("Arrow") && key !== "End") return false;
  return target instanceof Element && target.closest("input,aside,pre") !== null;
}

/** Space and Enter belong to the control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a,button,input,summary,select") !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("[role=dialog],[role=alertdialog]") !== null) return;
  // An open menu closes by itself with Esc, and alone.
  if (event.key === "Escape" && document.querySelector(":popover-open") !== null) return;
  const typing = isTyping(event.target);
  if (event.key !== "Escape") {
    if (typing || movesWithin(event.key, event.target)) return;
    if ((event.key === " " || event.key === "Enter") && isControl(event.target)) return;
    // WCAG 2.1.4: a switch turns single characters off.
    if (event.key.length === 1 && readPreference("singleKeys") === "off") return;
  }
  for (const scope of scopes.toSorted((a, b) => b.layer - a.layer)) {
    const action = scope.latest.current[event.key];
    if (action === undefined) continue;
    event.preventDefault();
    action(event);
    return;
  }
}

/** Binds keys while the component is shown. */
export function useShortcuts(layer: keyof typeof LAYERS, shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const scope: Scope = { layer: LAYERS[layer], latest };
    if (scopes.length === 0) document.addEventListener("keydown", onKeyDown);
    scopes.push(scope);
    return () => {
      scopes.splice(scopes.indexOf(scope), 1);
      if (scopes.length === 0) document.removeEventListener("keydown", onKeyDown);
    };
  }, [layer]);
}
