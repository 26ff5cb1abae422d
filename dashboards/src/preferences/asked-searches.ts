import { useSyncExternalStore } from "react";

/** A query somebody asked in this browser. */
export interface AskedSearch {
  readonly q: string;
  /** Epoch milliseconds. */
  readonly askedAtMs: number;
}

/** Some days of asking; what is older is found sooner by typing it. */
const ASKED_MAX = 30;

const KEY = "tracewell.asked";
const listeners = new Set<() => void>();
let cachedText: string | null = null;
let cached: readonly AskedSearch[] = [];

function isAsked(value: unknown): value is AskedSearch {
  return (
    typeof value === "object" &&
    value !== null &&
    "q" in value &&
    typeof value.q === "string" &&
    "askedAtMs" in value &&
    typeof value.askedAtMs === "number"
  );
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return cachedText;
  }
}

function read(): readonly AskedSearch[] {
  const text = readStored();
  if (text === cachedText) return cached;
  cachedText = text;
  try {
    const parsed: unknown = text === null ? [] : JSON.parse(text);
    cached = Array.isArray(parsed) ? parsed.filter(isAsked) : [];
  } catch {
    cached = [];
  }
  return cached;
}

function write(items: readonly AskedSearch[]): void {
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

/** Newest first, each text once. */
export function rememberSearch(q: string): void {
  const others = read().filter((other) => other.q !== q);
  write([{ q, askedAtMs: Date.now() }, ...others].slice(0, ASKED_MAX));
}

export function forgetSearches(): void {
  write([]);
}

export function useAskedSearches(): readonly AskedSearch[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}
