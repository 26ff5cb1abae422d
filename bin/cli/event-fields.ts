import type { EventAnswer } from "#query/answers/event-answer.ts";
import { formatAmount } from "./event-columns.ts";
import { oneLine } from "./terminal.ts";

/** Everything a record says, as names and values of one line; what it does not say is left out. */
export function describeFields(event: EventAnswer): [name: string, value: string][] {
  const { source } = event;
  const fields: [string, string | undefined][] = [
    ["record", event.reference],
    ["type", event.type],
    ["occurred", event.time],
    ["recorded", event.recordedAt],
    ["transaction", event.transactionId ?? unattributed(event)],
    ...event.objects
      .filter(({ type }) => type !== "transaction")
      .map(({ type, id, role }): [string, string] => [
        type,
        role === undefined ? id : `${id} (${role})`,
      ]),
    ["actor", event.actor && `${event.actor.type} ${event.actor.id}`],
    ["amount", event.amount && formatAmount(event.amount)],
    ["outcome", event.outcome],
    ["reason", event.reason],
    ["level", event.level],
    ["message", event.message],
    ...Object.entries(event.attributes).map(([name, value]): [string, string] => [
      `attributes.${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
    ["id", event.id],
    ["source", `${source.name} (${source.format})`],
    ["mapping", typeof source["mapping"] === "string" ? source["mapping"] : undefined],
    ["place", placeOf(source)],
    ["traceparent", event.traceparent],
    ...event.parseNotes.map(({ code, message }): [string, string] => [
      "note",
      `${code}: ${message}`,
    ]),
  ];
  return fields.flatMap(([name, value]): [string, string][] =>
    value === undefined || value === "" ? [] : [[name, oneLine(value)]],
  );
}

function unattributed({ unattributed: why }: EventAnswer): string {
  return why === undefined ? "none" : `none: ${why}`;
}

function placeOf({ file, line, offset }: EventAnswer["source"]): string | undefined {
  const parts = [
    file,
    line === undefined ? undefined : `line ${line}`,
    offset === undefined ? undefined : `byte ${offset}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}
