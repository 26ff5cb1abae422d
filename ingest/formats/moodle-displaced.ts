import { type Line, lineText } from "#ingest/formats/line-splitter.ts";
import { readMoodleMessage } from "#ingest/formats/moodle-messages.ts";
import {
  addLine,
  isBlankLine,
  messageOf,
  type MoodleSection,
  type MoodleText,
  type TransactionMark,
} from "#ingest/formats/moodle-section.ts";

/**
 * Index in the body of a last `[TXID] …` that may be the displaced beginning of the next header's record:
 * an indented mark after the section's own record, followed by nothing but indented text. -1 without one.
 */
export function displacedStart(section: MoodleSection, mark: TransactionMark): number {
  for (let index = section.body.length - 1; index >= 0; index--) {
    const line = section.body[index];
    if (line === undefined || line.continuation || isBlankLine(line)) continue;
    if (mark.read(line, { indented: true }) !== null) {
      const first = section.headerLine !== null && section.before.length === 0;
      const ownContent = section.body.slice(0, index).some((other) => !isBlankLine(other));
      return first && !ownContent ? -1 : index;
    }
    const byte = lineText(line)[0];
    if (byte !== 0x20 && byte !== 0x09) return -1;
  }
  return -1;
}

/**
 * Whether text after a header goes on with what stood before it: the beginning stops at a colon or says
 * nothing yet, or both together are a message of the shop while the beginning alone is none. Otherwise the
 * text may be an error from before its ID was known, and must not be given to another transaction.
 */
export function goesOnWithDisplaced(
  displaced: readonly Line[],
  next: Line,
  mark: TransactionMark,
): boolean {
  const text: MoodleText = { lines: [], content: [], transactionId: null };
  for (const line of displaced) addLine(text, line, mark.read(line, { indented: true }));
  const beginning = messageOf(text);
  if (beginning === "" || beginning.endsWith(":")) return true;
  const joined = `${beginning} ${lineText(next).toString("utf8").trim()}`;
  return isKnown(joined) && !isKnown(beginning);
}

function isKnown(message: string): boolean {
  return readMoodleMessage(message).type !== "trace.recorded";
}
