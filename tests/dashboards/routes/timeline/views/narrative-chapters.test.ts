import { expect, it } from "vitest";
import {
  chaptersOf,
  narrativeText,
} from "../../../../../dashboards/src/routes/timeline/views/narrative-chapters.ts";

const finding = {
  rule: "license.duplicate",
  version: 1,
  severity: "error",
  on: { type: "order", id: "1" },
  sentence: "Two licenses were made.",
  values: {},
  evidence: ["main:3"],
  since: "2026-03-02T08:00:00.000Z",
  triage: null,
} as const;

const chapters = chaptersOf(
  [
    { chapter: "state", text: "Order 1: paid.", evidence: ["main:1", "main:2"] },
    { chapter: "findings", text: "On order 1: Two licenses were made.", evidence: ["main:3"] },
    { chapter: "unknown", text: "No record tells of: completed.", evidence: [] },
  ],
  [{ ...finding, evidence: [...finding.evidence] }],
);

it("tells the finding of a sentence", () => {
  expect(chapters.map(({ name }) => name)).toEqual(["state", "findings", "unknown"]);
  expect(chapters[1]?.sentences[0]?.finding?.rule).toBe("license.duplicate");
  expect(chapters[0]?.sentences[0]?.finding).toBeNull();
});

it("becomes a text whose sentences name their records", () => {
  expect(narrativeText("Order 1", chapters, (name) => name.toUpperCase())).toBe(
    [
      "Order 1",
      "",
      "STATE",
      "Order 1: paid. [main:1, main:2]",
      "",
      "FINDINGS",
      "On order 1: Two licenses were made. [main:3]",
      "",
      "UNKNOWN",
      "No record tells of: completed.",
      "",
    ].join("\n"),
  );
});
