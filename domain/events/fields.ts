/** An object seen as its fields; lists are objects whose fields are numbered. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** An object as JSON makes it: neither a list nor of a class. */
export function isPlainObject(value: unknown): value is Fields {
  return isFields(value) && Object.getPrototypeOf(value) === Object.prototype;
}
