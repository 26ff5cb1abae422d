import { formatTime } from "#domain/measures/format-time.ts";
import type { ExecutedReplay, LogDecision, ReplayView } from "#query/answers/replay-answers.ts";
import { printRows } from "../output.ts";
import type { Column } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { PAST_COLUMNS } from "./replay-columns.ts";

type Input = LogDecision["inputs"][number];

const INPUT_COLUMNS: readonly Column<Input>[] = [
  { title: "question", value: ({ question }) => question },
  { title: "answer", value: ({ answer }) => answer ?? "not known", style: "bold" },
  { title: "value", value: ({ value }) => (value === null ? "" : String(value)) },
  { title: "by", value: ({ basis }) => BASES[basis] },
  { title: "records", value: ({ evidence }) => evidence.join(", "), style: "dim", wrap: "items" },
];

const BASES: Readonly<Record<Input["basis"], string>> = {
  told: "what happened",
  stated: "what was read then",
  absence: "no record says otherwise",
  unknown: "",
};

type Evidence = ExecutedReplay["replay"]["decided"]["evidence"][number];

const EVIDENCE_COLUMNS: readonly Column<Evidence>[] = [
  { title: "question", value: ({ question }) => question },
  { title: "answer", value: ({ answer }) => answer, style: "bold" },
  { title: "value", value: ({ value }) => (value === null ? "" : String(value)) },
];

/** What log and shop say of the replay of an order, with every input; then its replays. */
export async function printReplay(terminal: Terminal, view: ReplayView): Promise<void> {
  const { order, foreignId, lifecycle, decisions, replays, shop } = view;
  const since = lifecycle.states.at(-1)?.from;
  const when = since === undefined ? "" : ` since ${formatTime(since)}`;
  const named = foreignId === null || foreignId === order ? "" : ` (${foreignId})`;
  await terminal.print(`order ${order}${named}: ${lifecycle.state}${when}\n`);
  for (const one of decisions) {
    const line = one.lineItemId === null ? "" : `, line ${one.lineItemId}`;
    await terminal.print(`\nBy the log${line}: ${decided(one.decision, one.branch, one.why)}\n`);
    if (one.needs !== null) await terminal.print(`It must be known first: ${one.needs}.\n`);
    await printRows(terminal, "table", one.inputs, INPUT_COLUMNS);
  }
  const { decision, reason } = shop;
  await terminal.print(
    decision === null
      ? `\nBy the shop: not known. ${reason ?? ""}\n`
      : `\nBy the shop, now: ${decided(decision.decision, decision.branch, decision.why)}\n`,
  );
  if (decision !== null) await printRows(terminal, "table", decision.evidence, EVIDENCE_COLUMNS);
  if (replays.length === 0) return;
  await terminal.print("\nReplays so far:\n");
  await printRows(terminal, "table", replays, PAST_COLUMNS);
}

/** What the shop decided and did. */
export async function printExecuted(terminal: Terminal, done: ExecutedReplay): Promise<void> {
  const { dryRun, requested, replay } = done;
  const { decided: by, decision, state, checks, reason } = replay;
  await terminal.print(`${dryRun ? "Dry run: " : ""}${decided(by.decision, by.branch, by.why)}\n`);
  await printRows(terminal, "table", by.evidence, EVIDENCE_COLUMNS);
  if (dryRun) return;
  const checked = Object.entries(checks).map(([name, holds]) => `${name} ${holds ? "yes" : "no"}`);
  await terminal.print(`Replayed: ${decision}; ${state}. ${checked.join(", ")}\n`);
  if (reason !== null) await terminal.print(`${reason}\n`);
  if (requested !== null) terminal.note.write(`Who asked stands in record ${requested}.\n`);
}

function decided(decision: string | null, branch: string | null, why: string | null): string {
  if (decision === null) return "not known";
  return `${decision}${branch === null ? "" : ` (${branch})`}${why === null ? "" : `. ${why}`}`;
}
