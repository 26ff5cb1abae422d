/**
 * How an identifier is cut for the eye. Groups are drawn apart by a margin, never by a blank, so that a
 * copied ID carries none.
 */

const GROUP_CHARACTERS = 4;

/** Shorter IDs (order numbers, quotes) are read at a glance and stay whole. */
const GROUPED_CHARACTERS_MIN = 12;

export interface IdentifierGroup {
  readonly text: string;
  /** 0-based place of its first character. */
  readonly start: number;
}

export interface GroupedIdentifier {
  readonly groups: readonly IdentifierGroup[];
  /** Letters and digits together: digits are then drawn apart, because 0/O and 1/I matter. */
  readonly mixed: boolean;
}

/** FIDs (`38-211449`), UUIDs and anything with punctuation stay as they are. */
export function groupIdentifier(id: string): GroupedIdentifier {
  const mixed = /\d/.test(id) && /[A-Za-z]/.test(id);
  if (id.length < GROUPED_CHARACTERS_MIN || !/^[A-Za-z0-9]+$/.test(id)) {
    return { groups: [{ text: id, start: 0 }], mixed };
  }
  const groups: IdentifierGroup[] = [];
  for (let start = 0; start < id.length; start += GROUP_CHARACTERS) {
    groups.push({ text: id.slice(start, start + GROUP_CHARACTERS), start });
  }
  return { groups, mixed };
}

/** What remains of a typed ID once blanks, dashes and brackets are gone. */
export function bareIdentifier(typed: string): string {
  return typed.replace(/[^A-Za-z0-9]/g, "");
}
