import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingTexts } from "../finding-text.ts";
import { countIn, listIn, numberIn, textIn } from "../values-in.ts";

export const TIME_TEXTS: FindingTexts = {
  "time.undetermined-order": (values) =>
    numberIn(values, "milliseconds") > 1
      ? `Nothing proves in which order ${countIn(values, "records", "record")} of ${listIn(values, "sources")} happened: in each of ${numberIn(values, "milliseconds")} milliseconds records of several sources meet, first at ${formatTime(textIn(values, "at"))}.`
      : `Nothing proves in which order ${countIn(values, "records", "record")} of ${listIn(values, "sources")} happened: they carry the same millisecond, ${formatTime(textIn(values, "at"))}.`,
  "time.recorded-late": (values) =>
    numberIn(values, "records") === 1
      ? `The record of ${textIn(values, "type")} at ${formatTime(textIn(values, "at"))} reached the log only at ${formatTime(textIn(values, "recordedAt"))}, after its source had told of what happened ${formatDuration(numberIn(values, "lateMs"))} later.`
      : `${countIn(values, "records", "record")} reached the log after their source had told of what happened up to ${formatDuration(numberIn(values, "lateMs"))} later.`,
  "time.impossible-zone": (values) =>
    `The local time of ${countIn(values, "records", "record")} occurs twice, or never, where daylight saving changes; ${formatTime(textIn(values, "at"))} was taken.`,
};
