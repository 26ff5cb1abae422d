import { TracewellError } from "#domain/errors.ts";
import type { QuarantineItem, QuarantineStore } from "./quarantine-store.ts";

/** Open items looked into, the newest: some hundred milliseconds of decryption. */
const ITEMS_MAX = 2_000;

/** Content looked into, over all items. */
const BYTES_MAX = 32 * 1024 * 1024;

/** Larger content is a torn file, not a record that tells of one order. */
const ITEM_BYTES_MAX = 1024 * 1024;

/** Items between two pauses: some ten milliseconds. */
const STEP_ITEMS = 100;

/** Items named for one number; more say nothing more. */
const ITEMS_OF_NUMBER_MAX = 20;

/** The longest run of digits, and letters and digits in groups, as order numbers are written. */
const DIGITS = /\d+/g;
const GROUPS = /[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*/g;

/** Their content cannot be read any more; what it said nobody can tell. */
const UNREADABLE: ReadonlySet<string> = new Set(["key-unavailable", "ledger-corrupt"]);

/** Which open items show a number. */
export interface Mentions {
  /** Number → item IDs, newest first; numbers seen nowhere are absent. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  /** Open items that were not looked into, because a bound was reached or their content cannot be read. */
  readonly unread: number;
}

/**
 * Looks for numbers in the clear content of the open items, newest first, in small steps with a pause after
 * each. Digits count where no further digit stands beside them; a number with letters where it is a word.
 */
export async function findMentions(
  quarantine: Pick<QuarantineStore, "list" | "content" | "openCount">,
  numbers: readonly string[],
  pause: () => Promise<unknown>,
): Promise<Mentions> {
  const found = new Map<string, string[]>();
  if (numbers.length === 0) return { items: found, unread: 0 };
  const open = quarantine.openCount();
  const sought = new Set(numbers);
  const patterns = numbers.every((number) => /^\d+$/.test(number)) ? [DIGITS] : [DIGITS, GROUPS];
  let [read, seen, bytes] = [0, 0, 0];
  for (let before: string | undefined; seen < ITEMS_MAX && bytes < BYTES_MAX;) {
    const items = quarantine.list({
      status: "open",
      ...(before !== undefined && { before }),
      limit: STEP_ITEMS,
    });
    for (const item of items) {
      seen += 1;
      const content = bytes < BYTES_MAX ? contentOf(quarantine, item) : null;
      if (content === null) continue;
      read += 1;
      bytes += content.length;
      for (const number of mentionsIn(content, sought, patterns)) note(found, number, item.itemId);
    }
    before = items.at(-1)?.itemId;
    if (items.length < STEP_ITEMS) break;
    await pause();
  }
  return { items: found, unread: Math.max(0, open - read) };
}

function contentOf(
  quarantine: Pick<QuarantineStore, "content">,
  { itemId, contentBytes }: QuarantineItem,
): string | null {
  if (contentBytes > ITEM_BYTES_MAX) return null;
  try {
    return Buffer.from(quarantine.content(itemId)).toString("latin1");
  } catch (error) {
    if (error instanceof TracewellError && UNREADABLE.has(error.code)) return null;
    throw error;
  }
}

function mentionsIn(
  content: string,
  sought: ReadonlySet<string>,
  patterns: readonly RegExp[],
): Set<string> {
  const mentioned = new Set<string>();
  for (const pattern of patterns) {
    for (const [word] of content.matchAll(pattern)) if (sought.has(word)) mentioned.add(word);
  }
  return mentioned;
}

function note(found: Map<string, string[]>, number: string, itemId: string): void {
  const items = found.get(number);
  if (items === undefined) found.set(number, [itemId]);
  else if (items.length < ITEMS_OF_NUMBER_MAX) items.push(itemId);
}
