import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { RULES } from "#domain/lifecycles/lifecycle-rules.ts";
import { LIFECYCLE_DOCS_FILE, lifecycleDocs } from "../../scripts/generate-lifecycle-docs.ts";
import { lifecycleDiagram } from "../../scripts/lifecycle-diagram.ts";

test("docs/lifecycles.md is what the models say: run `node scripts/generate-lifecycle-docs.ts` after a change", () => {
  expect(readFileSync(LIFECYCLE_DOCS_FILE, "utf8")).toBe(lifecycleDocs());
});

test("every rule stands in it with its severity", () => {
  const docs = lifecycleDocs();
  for (const { id, version, severity, summary } of RULES) {
    expect(docs).toContain(`| \`${id}\` | ${version} | ${severity} | ${summary} |`);
  }
});

test("drawings show every state once, and what is wrong as dashed lines", () => {
  for (const model of Object.values(MODELS)) {
    const lines = lifecycleDiagram(model).split("\n");
    for (const { name } of model.states) {
      expect(lines.filter((line) => line.startsWith(`  ${name}(`))).toHaveLength(1);
    }
    const wrong = model.transitions.filter(({ rule }) => rule !== undefined);
    expect(lines.some((line) => line.includes("-.->"))).toBe(wrong.length > 0);
  }
});
