import { expect, test } from "vitest";
import { completedPart } from "../../../../dashboards/src/routes/find/completed-part.ts";
import { suggestionsFor } from "../../../../dashboards/src/routes/find/suggestions.ts";
import type { SuggestionSources } from "../../../../dashboards/src/routes/find/suggestions.ts";

/** `|` stands for the caret. */
function partOf(marked: string) {
  const caret = marked.indexOf("|");
  return completedPart(marked.replace("|", ""), caret);
}

test.each([
  ["ty|", { kind: "field", field: "", typed: "ty", from: 0, to: 2 }],
  ["funds -so|", { kind: "field", field: "", typed: "so", from: 7, to: 9 }],
  ["(ty|pe OR a)", { kind: "field", field: "", typed: "ty", from: 1, to: 5 }],
  ["attributes.ga|", { kind: "field", field: "", typed: "attributes.ga", from: 0, to: 13 }],
  ["type:|", { kind: "value", field: "type", typed: "", from: 5, to: 5 }],
  ["a type:pay|ment.x b", { kind: "value", field: "type", typed: "pay", from: 7, to: 16 }],
  ['source:"shop fl|oor" b', { kind: "value", field: "source", typed: "shop fl", from: 7, to: 19 }],
  ["-source:sh|", { kind: "value", field: "source", typed: "sh", from: 8, to: 10 }],
])("%s is completed", (marked, part) => {
  expect(partOf(marked)).toEqual(part);
});

test.each(["t|", "TU|", "TU80WK|", "38-2|", '"two wo|', "amount:>=10|", "type:a |", '"a b" |'])(
  "%s is left alone",
  (marked) => {
    expect(partOf(marked)).toBeNull();
  },
);

const SOURCES: SuggestionSources = {
  fields: [
    field("type", "key"),
    field("tx", "key"),
    field("attributes", "attribute"),
    { ...field("unattributed", "flag"), values: ["true", "false"] },
  ],
  eventTypes: [
    {
      type: "payment.declined",
      description: "The gateway refused.",
      objects: "any",
      attributes: [
        { name: "gateway", kind: "string" },
        { name: "operation", kind: "string", values: ["authorize", "capture"] },
        { name: "lines", kind: "list" },
      ],
      amount: "none",
      reason: "none",
    },
  ],
  counted: [
    { value: "payment.captured", count: 7 },
    { value: "order.placed", count: 3 },
  ],
};

function field(name: string, kind: "key" | "flag" | "attribute") {
  const description = `${name} it is.`;
  return { name, kind, description, example: `${name}:x`, values: [], isCounted: false };
}

function offered(marked: string, counted = SOURCES.counted) {
  const part = partOf(marked);
  const sources = { ...SOURCES, counted };
  return part === null ? [] : suggestionsFor(marked.replace("|", ""), part, sources);
}

test("fields are offered by their beginning, with what they find", () => {
  expect(offered("a ty| b")).toMatchObject([
    { label: "type:", description: "type it is.", text: "a type: b", caret: 7 },
  ]);
});

test("paths of the senders' own fields are offered, but not what has no plain value", () => {
  expect(offered("gateway|").map(({ text }) => text)).toEqual(["attributes.gateway:"]);
  expect(offered("attributes.|").map(({ label }) => label)).toEqual([
    "attributes.gateway:",
    "attributes.operation:",
  ]);
});

test("values are offered with their counts, then families, then those nothing has", () => {
  expect(offered("type:pay|").map(({ label, count }) => [label, count])).toEqual([
    ["payment.captured", 7],
    ["payment.*", 7],
    ["payment.declined", null],
  ]);
  expect(offered("type:payment.d|ecl x")).toMatchObject([
    { text: "type:payment.declined  x", caret: 22 },
  ]);
});

test("the only values of a field, and of a sender's field, are offered", () => {
  expect(offered("unattributed:t|", [])).toMatchObject([{ label: "true" }]);
  expect(offered("attributes.operation:|", []).map(({ label }) => label)).toEqual([
    "authorize",
    "capture",
  ]);
});
