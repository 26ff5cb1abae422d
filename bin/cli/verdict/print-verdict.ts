import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { Finding } from "#domain/lifecycles/finding.ts";
import type { Lifecycle, Obligation } from "#domain/lifecycles/lifecycle.ts";
import type { ObjectAnswer, RelatedObject } from "#query/answers/object-answers.ts";
import { wordsOf } from "#domain/narrative/names-in-words.ts";
import { nameInWords } from "../object-types.ts";
import { printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";
import type { Style, Terminal } from "../terminal.ts";
import {
  describeExtent,
  printEntries,
  printEntryRows,
  printNearby,
  printRaw,
} from "../trace/print-timeline.ts";

const SEVERITY_STYLES: Readonly<Record<Finding["severity"], Style>> = {
  info: "dim",
  warning: "yellow",
  error: "red",
  critical: "red",
};

/** The columns in which findings are listed. */
const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { title: "severity", value: ({ severity }) => severity, style: "yellow" },
  { title: "finding", value: ({ rule }) => rule, style: "bold" },
  { title: "on", value: ({ on }) => nameInWords(on) },
  { title: "why", value: ({ sentence }) => sentence, wrap: "text" },
  { title: "people", value: ({ triage }) => triage?.status ?? "" },
  { title: "records", value: ({ evidence }) => evidence.join(", "), style: "dim", wrap: "items" },
];

const RELATED_COLUMNS: readonly Column<RelatedObject>[] = [
  { title: "is", value: ({ relation, roles }) => wordsOf(relation ?? roles.join(", ")) },
  { title: "type", value: ({ type }) => wordsOf(type), style: "cyan" },
  { title: "ID", value: ({ id }) => id, style: "bold" },
  { title: "state", value: ({ state }) => state ?? "" },
  {
    title: "findings",
    value: ({ findings = 0 }) => (findings === 0 ? "" : String(findings)),
    style: "yellow",
    alignRight: true,
  },
  { title: "records", value: ({ records }) => String(records), style: "dim", alignRight: true },
];

const OWED_COLUMNS: readonly Column<Obligation>[] = [
  { title: "owed", value: ({ name }) => name },
  { title: "status", value: ({ status }) => status, style: "yellow" },
  { title: "since", value: ({ since }) => since },
  { title: "due", value: ({ dueAt }) => dueAt },
];

export interface VerdictOptions {
  readonly output: OutputFormat;
  readonly raw?: true;
  /** In plain sentences instead of tables. */
  readonly narrative?: true;
}

/** Prints an object's story with its verdict; JSON is the whole answer, other forms for programs the timeline. */
export async function printVerdict(
  terminal: Terminal,
  answer: ObjectAnswer,
  options: VerdictOptions,
): Promise<void> {
  const { output } = options;
  if (output === "json") await terminal.print(`${JSON.stringify(answer, null, 2)}\n`);
  else if (output !== "table") await printEntryRows(terminal, output, answer.timeline);
  else if (options.narrative === true) await printNarrative(terminal, answer);
  else await printTables(terminal, answer, options.raw === true);
  printCoverage(terminal, answer.coverage);
}

async function printTables(
  terminal: Terminal,
  answer: ObjectAnswer,
  withRaw: boolean,
): Promise<void> {
  const { lifecycle, timeline, related, findings = [] } = answer;
  await terminal.print(`${headline(terminal, answer)}\n`);
  if (lifecycle !== undefined) await printSums(terminal, lifecycle);
  if (findings.length > 0) await printPart(terminal, "Findings:");
  else if (lifecycle !== undefined) await printPart(terminal, "Nothing is wrong with it.");
  await printRows(terminal, "table", findings, FINDING_COLUMNS);
  await printPart(terminal, `Timeline, ${describeExtent(answer)}:`);
  await printEntries(terminal, timeline);
  const owed = lifecycle?.obligations.filter(({ status }) => status === "open") ?? [];
  if (owed.length > 0) {
    await printPart(terminal, "Still to come:");
    await printRows(terminal, "table", owed, OWED_COLUMNS);
  }
  if (related.length > 0) {
    await printPart(terminal, "Belongs with:");
    await printRows(terminal, "table", related, RELATED_COLUMNS);
  }
  if (withRaw) await printRaw(terminal, timeline);
  await printNearby(terminal, answer);
}

/** `order 100000047 (38-211449): delivered since …`, with the gravest severity. */
function headline(terminal: Terminal, { object, lifecycle, findings = [] }: ObjectAnswer): string {
  const aliases = lifecycle?.aliases ?? [];
  const also = aliases.length === 0 ? "" : ` (${aliases.join(", ")})`;
  const name = `${wordsOf(object.type)} ${terminal.style("bold", object.id)}${also}`;
  const since = lifecycle?.states.at(-1)?.from;
  const state = lifecycle === undefined ? "nothing was known of it then" : lifecycle.state;
  const when = since === undefined ? "" : ` since ${formatTime(since)}`;
  const [gravest] = findings;
  const verdict =
    gravest === undefined
      ? ""
      : ` – ${terminal.style(SEVERITY_STYLES[gravest.severity], countOf(findings.length))}`;
  return `${name}: ${state}${when}${verdict}`;
}

function countOf(findings: number): string {
  return findings === 1 ? "1 finding" : `${findings} findings`;
}

async function printSums(terminal: Terminal, { money }: Lifecycle): Promise<void> {
  const sums = Object.entries(money).map(([name, sum]) => `${name} ${formatAmount(sum)}`);
  if (sums.length > 0) await terminal.print(`${sums.join(", ")}\n`);
}

async function printPart(terminal: Terminal, title: string): Promise<void> {
  await terminal.print(`\n${title}\n`);
}

async function printNarrative(terminal: Terminal, answer: ObjectAnswer): Promise<void> {
  for (const { text, evidence } of answer.narrative ?? []) {
    const records = evidence.length === 0 ? "" : terminal.style("dim", ` [${evidence.join(", ")}]`);
    await terminal.print(`${text}${records}\n`);
  }
}
