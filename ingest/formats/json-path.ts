import { TracewellError } from "#domain/errors.ts";

/** A path as its steps: names of members and indexes of elements. */
export type JsonPath = readonly (string | number)[];

/** Longest array a mapping may fill: an event touches at most 64 objects. */
const INDEX_MAX = 63;

/**
 * Reads `order.items[0].id`. Names are split at dots; a name with dots or brackets in it stands in quotes
 * within brackets: `["@timestamp.local"].x`. Throws `invalid-parameter` naming the path.
 */
export function parseJsonPath(text: string): JsonPath {
  const step = /\.?([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;
  const path: (string | number)[] = [];
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) throw badPath(text);
    const [, name, index, quoted] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push(quoted === undefined ? (name ?? "") : readQuoted(quoted, text));
  }
  if (path.length === 0 || text.startsWith(".")) throw badPath(text);
  return path;
}

function readQuoted(quoted: string, path: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw badPath(path);
  }
}

function badPath(text: string): TracewellError {
  return new TracewellError(
    "invalid-parameter",
    `"${text}" is no path; write names joined by dots and indexes in brackets, as in order.items[0].id.`,
    { detail: { parameter: "mapping", value: text } },
  );
}

/** What stands at the path; undefined where it leads nowhere. */
export function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** Puts a value at the path, making objects and arrays on the way. */
export function putAt(root: Record<string, unknown>, path: JsonPath, value: unknown): void {
  let target: object = root;
  for (const [index, step] of path.entries()) {
    if (typeof step === "number" && step > INDEX_MAX) return;
    const next = path[index + 1];
    if (next === undefined) define(target, step, value);
    else {
      const existing: unknown = Object.hasOwn(target, step) ? Reflect.get(target, step) : undefined;
      const isContainer = typeof existing === "object" && existing !== null;
      const container: object = isContainer ? existing : typeof next === "number" ? [] : {};
      if (!isContainer) define(target, step, container);
      target = container;
    }
  }
}

/** An own member whatever its name: a plain assignment to `__proto__` would change the prototype. */
function define(target: object, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
