import { z } from "zod";
import { ShopError } from "../errors.ts";

/** Longest text taken over from another system; what is longer is no name and no code. */
export const FOREIGN_TEXT_CHARACTERS_MAX = 200;

/** Longest identifier taken over: it becomes a key and an object's ID. */
const FOREIGN_ID_CHARACTERS_MAX = 64;

/** An identifier stays text; a whole number is taken as its digits, where none were lost. */
export const foreignId = z
  .union([z.string(), z.int().nonnegative().transform(String)])
  .pipe(z.string().trim().min(1).max(FOREIGN_ID_CHARACTERS_MAX));

export const foreignText = z.string().trim().max(FOREIGN_TEXT_CHARACTERS_MAX);

/**
 * What another system gave, if the schema accepts it. Throws `malformed-answer` with the place of the first
 * thing that is wrong in `detail.place`; no value of the answer stands in the message.
 */
export function readForeign<Read>(what: string, schema: z.ZodType<Read>, answer: unknown): Read {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const place = placeText(issue?.path ?? []);
  throw malformed(what, place, issue?.message ?? "unreadable");
}

/** Throws `malformed-answer` where two items carry the same key. */
export function refuseDuplicates(what: string, keys: readonly string[], list: string): void {
  const first = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    const earlier = first.get(key);
    if (earlier !== undefined) {
      throw malformed(what, `${list}[${index}]`, `the same key as ${list}[${earlier}]`);
    }
    first.set(key, index);
  }
}

function malformed(what: string, place: string, reason: string): ShopError {
  return new ShopError("malformed-answer", `The ${what} is malformed at ${place}: ${reason}.`, {
    detail: { place },
  });
}

function placeText(path: readonly PropertyKey[]): string {
  const text = path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  return text === "" ? "the whole answer" : text;
}
