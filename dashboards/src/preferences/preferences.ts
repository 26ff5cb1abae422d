import { useSyncExternalStore } from "react";

/** What a reader chose for this browser. A shared link never carries it: "local" is somebody else's zone. */
export interface Preferences {
  readonly theme: "auto" | "light" | "dark";
  readonly zone: "utc" | "local";
  readonly singleKeys: "on" | "off";
  /** `auto` is the browser's own. */
  readonly language: "auto" | "en" | "cs" | "fr" | "hi" | "zh";
}

const CHOICES: { readonly [Name in keyof Preferences]: readonly Preferences[Name][] } = {
  theme: ["auto", "light", "dark"],
  zone: ["utc", "local"],
  singleKeys: ["on", "off"],
  language: ["auto", "en", "cs", "fr", "hi", "zh"],
};

const storageKey = (name: keyof Preferences) => `tracewell.${name}`;
const listeners = new Set<() => void>();
const unsaved = new Map<string, string>();

function stored(name: keyof Preferences): string | null {
  try {
    return localStorage.getItem(storageKey(name));
  } catch {
    return unsaved.get(name) ?? null;
  }
}

export function readPreference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  const value = stored(name);
  const choices = CHOICES[name];
  return choices.find((choice) => choice === value) ?? choices[0]!;
}

export function writePreference<Name extends keyof Preferences>(
  name: Name,
  value: Preferences[Name],
): void {
  try {
    localStorage.setItem(storageKey(name), value);
  } catch {
    // Storage is denied: the choice holds until the page is closed.
    unsaved.set(name, value);
  }
  if (name === "theme") applyTheme(value);
  for (const listener of listeners) listener();
}

function applyTheme(theme: string): void {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function usePreference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  return useSyncExternalStore(subscribe, () => readPreference(name));
}
