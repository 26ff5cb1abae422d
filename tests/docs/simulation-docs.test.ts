import { expect, test } from "vitest";
import { FAULTS } from "#shop/faults/fault-catalog.ts";
import { INCIDENTS } from "#shop/simulation/answer-key-schema.ts";
import { readDocument } from "./markdown.ts";

const document = readDocument("docs/simulation.md");

test("every fault stands in docs/simulation.md as the catalog has it, and no other", () => {
  const rows = Object.entries(FAULTS).map(([name, { what, findings, rate }]) => {
    const rules = findings.map((rule) => `\`${rule}\``).join(", ");
    return `| \`${name}\` | ${what} | ${rate} | ${rules || "–"} |`;
  });
  const section = document.split("\n## Faults\n")[1]?.split("\n## ")[0] ?? "";
  expect(section.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});

test("every kind of record and incident is explained", () => {
  const records = ["run", "order", "number", "payment", "giftCard", "license", "replay"];
  const told = [...records, "fault", "incident", "evidence"];
  expect(told.filter((record) => !document.includes(`| \`${record}\` |`))).toEqual([]);
  expect(INCIDENTS.filter((incident) => !document.includes(`\`${incident}\``))).toEqual([]);
});
