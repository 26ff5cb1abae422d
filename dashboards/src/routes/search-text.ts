/** The search part of an address: plain names and values. `q=100000123` stays text, never a number. */

export function parseSearch(searchText: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(searchText));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") parameters.set(name, value);
  }
  const searchText = parameters.toString();
  return searchText === "" ? "" : `?${searchText}`;
}

/** Keeps the named members that hold text; everything else of an address is ignored. */
export function pickText<const Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): { [Member in Name]?: string } {
  const picked: { [Member in Name]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === "string" && value !== "") picked[name] = value;
  }
  return picked;
}
