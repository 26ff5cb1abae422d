const KEY = "tracewell.columns";

/** Columns of results as this reader chose them last, as an address holds them; undefined for none. */
export function chosenColumns(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Kept where the browser keeps anything; the address holds them anyway. */
export function keepColumns(columns: string | undefined): void {
  try {
    if (columns === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, columns);
  } catch {
    // Storage is denied: the choice stays in the address.
  }
}
