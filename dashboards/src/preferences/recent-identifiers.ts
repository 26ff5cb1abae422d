import { useSyncExternalStore } from "react";

/** An ID somebody opened in this browser. */
export interface RecentIdentifier {
  readonly objectType: string;
  readonly id: string;
  /** Facts as they were: `7 records in 2.101 s`. */
  readonly facts: string;
  /** Epoch milliseconds. */
  readonly openedAtMs: number;
}

/** Enough for a day at a help desk; more would hide what was just looked at. */
const RECENT_MAX = 12;

const KEY = "tracewell.recent";
const listeners = new Set<() => void>();
let cachedText: string | null = null;
let cached: readonly RecentIdentifier[] = [];

function isRecent(value: unknown): value is RecentIdentifier {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "objectType" in value &&
    typeof value.objectType === "string" &&
    "facts" in value &&
    typeof value.facts === "string" &&
    "openedAtMs" in value &&
    typeof value.openedAtMs === "number"
  );
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return cachedText;
  }
}

function read(): readonly RecentIdentifier[] {
  const text = readStored();
  if (text === cachedText) return cached;
  cachedText = text;
  try {
    const parsed: unknown = text === null ? [] : JSON.parse(text);
    cached = Array.isArray(parsed) ? parsed.filter(isRecent) : [];
  } catch {
    cached = [];
  }
  return cached;
}

function write(items: readonly RecentIdentifier[]): void {
  const text = JSON.stringify(items);
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Storage is denied: kept in memory until the page is closed.
    cachedText = text;
    cached = items;
  }
  for (const listener of listeners) listener();
}

export function rememberIdentifier(item: RecentIdentifier): void {
  const others = read().filter((other) => other.id !== item.id);
  write([item, ...others].slice(0, RECENT_MAX));
}

export function forgetIdentifiers(): void {
  write([]);
}

export function useRecentIdentifiers(): readonly RecentIdentifier[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}
