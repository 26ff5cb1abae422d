import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingTexts } from "../finding-text.ts";
import { countIn, listIn, numberIn, textIn } from "../values-in.ts";

export const TIME_TEXTS: FindingTexts = {
  "time.undetermined-order": (values) =>
    `Nothing proves in which order ${countIn(values, "records", "record")} of ${listIn(values, "sources")} happened: they carry the same millisecond, ${formatTime(textIn(values, "at"))}.`,
  "time.recorded-late": (values) =>
    numberIn(values, "records") === 1
      ? `The record of ${textIn(values, "type")} at ${formatTime(textIn(values, "at"))} reached the log ${formatDuration(numberIn(values, "lateMs"))} after later records of its source.`
      : `${countIn(values, "records", "record")} reached the log up to ${formatDuration(numberIn(values, "lateMs"))} after later records of their source.`,
  "time.impossible-zone": (values) =>
    `The local time of ${countIn(values, "records", "record")} occurs twice, or never, where daylight saving changes; ${formatTime(textIn(values, "at"))} was taken.`,
};
