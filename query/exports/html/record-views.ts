import type { PresentedEvent } from "#domain/events/present-event.ts";
import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import { objectsText } from "../formats/event-columns.ts";
import { anchorOf } from "./render-html.ts";

/** Characters of a line of the timeline; the appendix has the whole record. */
const TEXT_CHARACTERS_MAX = 240;

/** A record as a timeline shows it. */
export type TimelineRecord = PresentedEvent & {
  readonly waitMs?: number | null;
  readonly undeterminedOrder?: boolean;
  readonly through?: { readonly type: string; readonly id: string } | undefined;
};

function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= TEXT_CHARACTERS_MAX) return text;
  return `${characters.slice(0, TEXT_CHARACTERS_MAX - 1).join("")}…`;
}

function attributesText(attributes: PresentedEvent["attributes"]): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

/** What the record says in words, in one line. */
export function recordText({ message, reason }: PresentedEvent): string {
  const said = [message, reason].filter((text) => text !== undefined && text !== "");
  return shortened(said.join(" "));
}

function detailsOf({ outcome, attributes }: PresentedEvent): string {
  const said = [outcome ?? "", attributesText(attributes)].filter((text) => text !== "");
  return shortened(said.join(", "));
}

function notesOf({ undeterminedOrder, through, parseNotes, unattributed }: TimelineRecord): string {
  return [
    ...(undeterminedOrder === true
      ? ["Of the same millisecond as a record of another source: no order is proven."]
      : []),
    ...(through === undefined ? [] : [`Belongs here through ${through.type} ${through.id}.`]),
    ...(unattributed === undefined ? [] : [`Without a transaction ID: ${unattributed}`]),
    ...parseNotes.map(({ message }) => message),
  ].join(" ");
}

/** A line of a timeline. */
export function timelineRow(record: TimelineRecord): object {
  const { amount, waitMs, reference, type, time, objects, source } = record;
  return {
    anchor: anchorOf(reference),
    reference,
    type,
    time: formatTime(time),
    wait: waitMs === undefined || waitMs === null ? "" : formatDuration(waitMs),
    text: recordText(record),
    details: detailsOf(record),
    note: notesOf(record),
    objects: objects.map((object) => objectsText([object])),
    amount: amount === undefined ? "" : formatAmount(amount),
    source: source.name,
  };
}

/** A record of the appendix: what its source wrote, and what was understood of it. */
export function appendixRecord(record: PresentedEvent): object {
  const { raw, rawBase64, ...understood } = record;
  return {
    anchor: anchorOf(record.reference),
    reference: record.reference,
    type: record.type,
    time: formatTime(record.time),
    raw: raw ?? rawBase64 ?? null,
    json: JSON.stringify(understood, null, 1),
  };
}
