import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { eventTimeMs } from "#domain/events/event-time.ts";
import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";

/** Items of a list where nothing is asked for, and at most; fixed by the API. */
export const LIMIT_DEFAULT = 100;
export const LIMIT_MAX = 1_000;

/** Longest query: far beyond what is typed, and what its compiler is tested with. */
export const QUERY_CHARACTERS_MAX = 2_048;

/** Cursors are ours: a position in every ledger and a hash of the filters. */
export const CURSOR_CHARACTERS_MAX = 8_192;

/** RFC 3339 with offset, epoch milliseconds or `now-1h`. */
const TIME_CHARACTERS_MAX = 64;

export const queryParameter = z
  .string()
  .max(QUERY_CHARACTERS_MAX)
  .describe(
    "Search language: a bare word is an exact ID or a word of the message; `field:value`, `-field:value`, quotes, `prefix*`, `amount:>=1000`, AND, OR, NOT, parentheses",
  )
  .meta({ examples: ["type:payment.declined", "TU80WKRYTI9QUMJ4", "source:shop -outcome:ok"] });

export const fromParameter = timeParameter("Begin, inclusive");
export const toParameter = timeParameter("End, exclusive");

export const limitParameter = integerParameter("Most items of this page", 1, LIMIT_MAX).default(
  LIMIT_DEFAULT,
);

export const cursorParameter = z
  .string()
  .min(1)
  .max(CURSOR_CHARACTERS_MAX)
  .describe("`nextCursor` of the page before, with the same other parameters");

export const identifierParameter = z.string().min(1).max(IDENTIFIER_CHARACTERS_MAX);

export const noParameters = z.strictObject({});

export function timeParameter(what: string) {
  return z
    .string()
    .min(1)
    .max(TIME_CHARACTERS_MAX)
    .describe(
      `${what}: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or \`now-1h\``,
    );
}

/** A moment an event may have, as epoch milliseconds; a repeat of the request must mean the same. */
export function momentParameter(what: string) {
  return z
    .string()
    .min(1)
    .max(TIME_CHARACTERS_MAX)
    .transform((text, context) => {
      const timeMs = momentMs(text);
      if (timeMs !== null) return timeMs;
      context.addIssue("must be RFC 3339 such as 2016-07-27T11:32:13.753Z, or epoch milliseconds");
      return z.NEVER;
    })
    .describe(`${what}: RFC 3339 such as 2016-07-27T11:32:13.753Z, or epoch milliseconds`);
}

/** Null where the text is no time, relative to now, or outside the years 0 to 9999. */
function momentMs(text: string): number | null {
  if (/^\s*now/i.test(text)) return null;
  try {
    const timeMs = parseTimeParameter(text, 0);
    return Number.isNaN(eventTimeMs(new Date(timeMs).toISOString())) ? null : timeMs;
  } catch (error) {
    if (error instanceof TracewellError) return null;
    throw error;
  }
}

export function integerParameter(what: string, smallest: number, largest: number) {
  return z.coerce
    .number("must be a whole number")
    .int("must be a whole number")
    .min(smallest, `must be at least ${smallest}`)
    .max(largest, `must be at most ${largest}`)
    .describe(what);
}

export function choiceParameter<const Choice extends string>(
  what: string,
  choices: readonly [Choice, ...Choice[]],
) {
  return z.enum(choices, `must be ${choices.join(" or ")}`).describe(what);
}
