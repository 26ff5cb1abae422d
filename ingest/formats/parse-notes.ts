import type { ParseNote } from "#domain/events/event.ts";

/** Every parse note a format may put on an event: what the parser did that the raw text does not show. */
export const PARSE_NOTES = {
  reassembled: "Text that stood before its record's header was joined to that record.",
  "shared-header": "The record has no header of its own; the time is that of the header before it.",
  "closed-unfinished":
    "Input paused for a second inside the record; it was closed as far as it came.",
  continues: "The text continues an earlier record that was closed before its end.",
  "not-utf8":
    "The bytes are not UTF-8: they stand in rawBase64, and the message is a lossy reading.",
  "time-ambiguous":
    "The local hour occurs twice where daylight saving ends; the earlier was taken.",
  "time-in-gap":
    "The local hour does not exist where daylight saving begins; the offset before it was used.",
  "zone-assumed":
    "The source's time names no zone and none was set for the source; it was read as UTC.",
  "time-truncated":
    "The source gives more than milliseconds; the rest stands in the raw text only.",
  "time-assumed": "The text carries no time; the time of its arrival stands in.",
  "year-assumed": "The text carries no year; the latest one that is not in the future was taken.",
  "mapped-approximately":
    "The table keeps less than the event says; what the mapping took instead stands in the note.",
  "type-derived":
    "The source names its type in another way; the original stands in the attributes.",
  "time-observed":
    "The record does not say when it occurred; the time at which it was observed stands in.",
  "variable-missing":
    "A variable that the document requires has no value in it: loading the document stops.",
  "id-found-in-text": "The transaction ID was found inside free text.",
} as const;

export type ParseNoteCode = keyof typeof PARSE_NOTES;

/** The schema allows 1024 characters; notes of ours stay below it whatever they quote. */
const NOTE_CHARACTERS_MAX = 1000;

/** A note of this occurrence. `message` says what was done here, with the values concerned. */
export function parseNote(code: ParseNoteCode, message: string = PARSE_NOTES[code]): ParseNote {
  return { code, message: message.slice(0, NOTE_CHARACTERS_MAX) };
}
