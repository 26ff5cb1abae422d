// Writes docs/lifecycles.md from the models and rules: `node scripts/generate-lifecycle-docs.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import type { LifecycleModel, LinkModel } from "#domain/lifecycles/lifecycle-model.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { type ListedRule, RULES, RULES_VERSION } from "#domain/lifecycles/lifecycle-rules.ts";
import { LIFECYCLE_TYPES, type LifecycleType } from "#domain/lifecycles/object-key.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { lifecycleDiagram } from "./lifecycle-diagram.ts";

export const LIFECYCLE_DOCS_FILE = join(import.meta.dirname, "..", "docs", "lifecycles.md");

const TITLES: Readonly<Record<LifecycleType, string>> = {
  order: "Order",
  quote: "Quote",
  giftCard: "Gift card",
  license: "License",
  payment: "Payment",
  transaction: "Transaction",
  replay: "Replay",
};

const INTRODUCTION = `# Lifecycles

<!-- Made by scripts/generate-lifecycle-docs.ts from domain/lifecycles; do not edit. -->

What happens to each object, as data: \`GET /api/v1/lifecycle-models\` answers the models as JSON,
\`GET /api/v1/finding-rules\` the rules. Rules together stand at version ${RULES_VERSION}; every answer names the
versions by which it was made.

A **signal** is something that the events of an object tell: mostly one event, sometimes what several come to.
Signals move the object from state to state, are its milestones, and begin and meet what is owed. In the drawings
a final state has a double border, and what happens though it is wrong is dashed, with the rule that finds it.

How a life is rebuilt:

- From the events that name the object, and those of objects that its model reads (marked *read* below), one step
  away. An order is one under its number and its foreign ID.
- Events stand in the order of time. Within a millisecond what one producer counted stays in its order (IDs such as
  \`web-FN44-16\`), then the course of a sale decides. It never depends on how events arrived.
- As of a time, that millisecond is included; deadlines are judged at that time. What is due is in time through the
  last millisecond of its deadline.
- An object has one finding of a rule at most. It names the records that prove it, and since when it holds: the time
  of the wrong event, or the last millisecond at which what is missing would have been in time.
- What the events do not tell is said as unknown. A record that was lost and a thing that never happened look
  alike; coverage says whether records may be missing.
`;

function code(text: string): string {
  return `\`${text}\``;
}

function codes(texts: readonly string[]): string {
  return texts.map(code).join(", ");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A heading with its table; nothing where the table has no row. */
function titledTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return rows.length === 0 ? [] : [`### ${title}\n`, `${table(columns, rows)}\n`];
}

function signalRows({ signals }: LifecycleModel): string[][] {
  return signals.map(({ name, title, events, when, isMilestone }) => [
    code(name),
    isMilestone === true ? `**${title}**` : title,
    codes(events),
    when ?? "",
  ]);
}

function obligationRows({ obligations }: LifecycleModel): string[][] {
  return obligations.map(({ title, from, metBy, deadline, rule }) => [
    title,
    codes(from),
    codes(metBy),
    `${code(deadline)}, ${formatDuration(DEFAULT_DEADLINES[deadline])}`,
    code(rule),
  ]);
}

function linkRows({ links }: LifecycleModel): string[][] {
  return links.map((link) => [
    code(link.relation),
    code(link.type),
    partsOf(link),
    codes(link.events),
    [...(link.isRead ? ["read"] : []), ...(link.isTold ? ["told"] : [])].join(", "),
  ]);
}

function partsOf({ role, as }: LinkModel): string {
  const named = role === undefined ? "" : `the other as ${code(role)}`;
  const own = as === undefined ? "" : `this one as ${code(as)}`;
  return [named, own].filter((part) => part !== "").join(", ");
}

function ruleRows(rules: readonly ListedRule[]): string[][] {
  return rules.map(({ id, version, severity, summary }) => [
    code(id),
    String(version),
    severity,
    summary,
  ]);
}

const RULE_COLUMNS = ["rule", "version", "severity", "finds"];

function section(type: LifecycleType): string {
  const model = MODELS[type];
  const normal = model.normalPath.map(
    (signal) => model.signals.find(({ name }) => name === signal)?.title ?? signal,
  );
  const moneyRows = model.money.map(({ event, sum, effect }) => [code(event), effect, code(sum)]);
  return [
    `## ${TITLES[type]}\n`,
    `Model version ${model.version}.${normal.length === 0 ? "" : ` The normal path: ${normal.join(" → ")}.`}\n`,
    `${lifecycleDiagram(model)}\n`,
    ...titledTable(
      "Signals (milestones in bold)",
      ["signal", "", "told by", "when"],
      signalRows(model),
    ),
    ...titledTable(
      "What is owed",
      ["", "begins with", "met by", "deadline", "overdue"],
      obligationRows(model),
    ),
    ...titledTable("Money", ["event", "effect", "sum"], moneyRows),
    ...titledTable("Links", ["relation", "to", "in what part", "by", ""], linkRows(model)),
    ...titledTable("Rules", RULE_COLUMNS, ruleRows(RULES.filter((rule) => rule.type === type))),
  ].join("\n");
}

function timeSection(): string {
  const rules = RULES.filter(({ type }) => type === null);
  return `## Times of any object\n\n${table(RULE_COLUMNS, ruleRows(rules))}\n`;
}

function deadlineSection(): string {
  const rows = Object.entries(DEFAULT_DEADLINES).map(([name, durationMs]) => [
    code(name),
    formatDuration(durationMs),
  ]);
  return `## Deadlines\n\nBy default; each can be set.\n\n${table(["deadline", "default"], rows)}\n`;
}

/** The page, as Markdown. */
export function lifecycleDocs(): string {
  return [INTRODUCTION, ...LIFECYCLE_TYPES.map(section), timeSection(), deadlineSection()].join(
    "\n",
  );
}

if (import.meta.main) writeFileSync(LIFECYCLE_DOCS_FILE, lifecycleDocs());
