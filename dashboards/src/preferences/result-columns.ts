import { useSyncExternalStore } from "react";

const KEY = "tracewell.columns";
const listeners = new Set<() => void>();
let unsaved: string | undefined;

function read(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return unsaved;
  }
}

/** Columns of results as this reader chose them last, as an address holds them; undefined for none. */
export function useChosenColumns(): string | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}

export function keepColumns(columns: string | undefined): void {
  try {
    if (columns === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, columns);
  } catch {
    // Storage is denied: the choice holds until the page is closed.
    unsaved = columns;
  }
  for (const listener of listeners) listener();
}
