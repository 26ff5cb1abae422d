import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eventTypes } from "#domain/events/catalog.ts";
import { EVENT_DOCS_FILE, eventDocs } from "../../scripts/generate-event-docs.ts";

const lines = eventDocs().split("\n");

function rowOf(type: string): string | undefined {
  return lines.find((line) => line.startsWith(`| \`${type}\` `));
}

test("docs/events.md is what the catalog says: run `node scripts/generate-event-docs.ts` after a change", () => {
  expect(readFileSync(EVENT_DOCS_FILE, "utf8")).toBe(eventDocs());
});

test("every type stands in it once", () => {
  const types = lines.flatMap((line) => /^\| `(\w+\.\w+)` \|/.exec(line)?.[1] ?? []);
  expect(types.toSorted()).toEqual(eventTypes.map(({ type }) => type).toSorted());
});

test("it names secrets as such, and fields inside lists", () => {
  expect(rowOf("giftCard.issued")).toContain("`code`: **secret**");
  expect(rowOf("mail.sent")).toContain("`recipient`: **personal**");
  expect(rowOf("order.placed")).toContain("`amount`: object of (`minor`: number; `currency`)");
});
