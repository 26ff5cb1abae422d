/** The port to what lies in quarantine, as far as numbers can be read in it. */

/** Which open items of the quarantine show a number. */
export interface QuarantineMentions {
  /** Number → IDs of the items in which it can be read, newest first; numbers seen nowhere are absent. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  /** Open items that were not looked into, because a bound was reached or their content cannot be read. */
  readonly unread: number;
}

/**
 * Looks for numbers in the clear content of open items, newest first, within bounds. A number counts where it
 * stands by itself: not as a part of a longer word or number.
 */
export type MentionedInQuarantine = (numbers: readonly string[]) => Promise<QuarantineMentions>;
