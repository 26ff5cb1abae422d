import { useSyncExternalStore } from "react";

/** A list that this browser keeps, newest first; while storage is denied, until the page is closed. */
export interface RememberedList<Item> {
  /** Puts it first; others that are the same leave, and what is too old. */
  readonly remember: (item: Item) => void;
  readonly forget: () => void;
  /** A hook: the list as it is, also when another window changes it. */
  readonly use: () => readonly Item[];
}

/** `key` is of `localStorage`; what stands there and is no item is left out. */
export function rememberedList<Item>(options: {
  readonly key: string;
  readonly itemsMax: number;
  readonly isItem: (value: unknown) => value is Item;
  readonly isSame: (one: Item, other: Item) => boolean;
}): RememberedList<Item> {
  const { key, itemsMax, isItem, isSame } = options;
  const listeners = new Set<() => void>();
  let cachedText: string | null = null;
  let cached: readonly Item[] = [];

  const stored = (): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return cachedText;
    }
  };
  const read = (): readonly Item[] => {
    const text = stored();
    if (text === cachedText) return cached;
    cachedText = text;
    cached = parseItems(text, isItem);
    return cached;
  };
  const write = (items: readonly Item[]): void => {
    const text = JSON.stringify(items);
    try {
      localStorage.setItem(key, text);
    } catch {
      cachedText = text;
      cached = items;
    }
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    addEventListener("storage", listener);
    return () => {
      listeners.delete(listener);
      removeEventListener("storage", listener);
    };
  };
  return {
    remember: (item) =>
      write([item, ...read().filter((other) => !isSame(other, item))].slice(0, itemsMax)),
    forget: () => write([]),
    use: () => useSyncExternalStore(subscribe, read),
  };
}

function parseItems<Item>(
  text: string | null,
  isItem: (value: unknown) => value is Item,
): readonly Item[] {
  try {
    const parsed: unknown = text === null ? [] : JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isItem) : [];
  } catch {
    return [];
  }
}
