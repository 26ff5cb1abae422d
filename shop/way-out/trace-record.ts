import { DateTime } from "luxon";
import type { LoggedEvent } from "../events/shop-event.ts";
import { traceMessage } from "./trace-messages.ts";

/** As in traces of the Moodle shop: where the ID stands, where a message below it stands, where text wraps. */
const ID_COLUMN = 30;
const MESSAGE_COLUMN = 50;
const LINE_CHARACTERS = 80;

/** A line that begins so could be taken for a header or for another record's ID. */
const LOOKS_LIKE_MARK = /^[-[]/u;

/**
 * One record of the text trace, as the Moodle shop writes it: a header with the local time of the zone, an
 * indented `[TXID]` unless there is none, the message. An hour that occurs twice is written twice, as there.
 * @example
 *   -- 2016-7-27 11:32:14 764 --
 *                                 [TU80WKRYTI9QUMJ4] Prepay Production Error:
 *   No handler for COURSETOBUY
 */
export function traceRecord(event: LoggedEvent, timezone: string): string {
  const { component, text } = traceMessage(event);
  const mark = event.transactionId === undefined ? [] : [`[${event.transactionId}]`];
  const lines =
    component === undefined
      ? [...mark.map((id) => indented(ID_COLUMN, id)), ...messageLines(text)]
      : componentLines([...mark, component].join(" "), text);
  return [header(event.time, timezone), ...lines].map((line) => `${line}\n`).join("");
}

function header(time: string, timezone: string): string {
  const local = DateTime.fromISO(time, { zone: timezone });
  const date = `${local.year}-${local.month}-${local.day}`;
  return `-- ${date} ${local.hour}:${local.minute}:${local.second} ${local.millisecond} --`;
}

function messageLines(text: string): string[] {
  return wrapped(text.split(" "), indented(MESSAGE_COLUMN, ""), "");
}

function componentLines(start: string, text: string): string[] {
  const [first, ...rest] = text === "" ? [] : wrapped(text.split(" "), "", "");
  const begun = indented(ID_COLUMN, start);
  if (first === undefined) return [begun];
  return LOOKS_LIKE_MARK.test(first) ? [`${begun} ${first}`, ...rest] : [begun, first, ...rest];
}

/** Lines of whole words; a word that could be read as something else stays on the line before it. */
function wrapped(words: readonly string[], firstIndent: string, indent: string): string[] {
  const lines: string[] = [];
  let line = firstIndent;
  let isEmpty = true;
  for (const word of words) {
    const isFull = line.length + word.length + 1 > LINE_CHARACTERS;
    if (!isEmpty && isFull && !LOOKS_LIKE_MARK.test(word)) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

function indented(column: number, text: string): string {
  return " ".repeat(column) + text;
}
