import { z } from "zod";
import { withQuery } from "./page-paths.ts";

const count = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).catch(0);

const doneSchema = z.object({
  done: z.enum([
    "products-fetched",
    "products-emptied",
    "customers-fetched",
    "customers-emptied",
    "task-added",
    "task-removed",
    "task-paused",
    "task-resumed",
    "speed-set",
    "settings-saved",
    "replay-looked",
    "document-loaded",
  ]),
  count,
  added: count,
  changed: count,
});
export type Done = z.infer<typeof doneSchema>["done"];

/** Where a form leads after it did what it says: a page that can be loaded again. */
export function donePath(
  path: string,
  done: Done,
  counts: Readonly<Partial<Record<"count" | "added" | "changed", number>>> = {},
): string {
  return withQuery(path, { done, ...counts });
}

/** The sentence that a query asks for, or null. Only numbers of the query stand in it. */
export function doneSentence(query: unknown): string | null {
  const read = doneSchema.safeParse(query);
  if (!read.success) return null;
  const { done, count, added, changed } = read.data;
  const fetched = `fetched: ${added} new, ${changed} changed, ${count - added - changed} as before.`;
  const sentences: Readonly<Record<Done, string>> = {
    "products-fetched": `${count} products ${fetched}`,
    "products-emptied": `All ${count} products were removed.`,
    "customers-fetched": `${count} customers ${fetched}`,
    "customers-emptied": `All ${count} customers were removed.`,
    "task-added": "The task was put on the schedule.",
    "task-removed": "The task was taken off the schedule.",
    "task-paused": "The task rests until it is resumed.",
    "task-resumed": "The task runs again.",
    "speed-set": "The clock's speed was changed.",
    "settings-saved": "The settings were saved.",
    "replay-looked": "It was decided and recorded as a dry run. Nothing was loaded.",
    "document-loaded": "The document was loaded by hand. Nothing is verified yet.",
  };
  return sentences[done];
}
