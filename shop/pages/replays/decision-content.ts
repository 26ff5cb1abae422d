import type { Evidence } from "#domain/replay/decide-replay.ts";
import { type BranchName, DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { FACT_NAMES, QUESTIONS, type ReplayDecision } from "#domain/replay/replay-facts.ts";
import { DECISION_NAMES } from "../../replay/drawing/decision-tree.ts";
import { drawProcess } from "../../replay/drawing/draw-process.ts";
import { litPath, type Progress } from "../../replay/drawing/lit-path.ts";
import { placeProcess } from "../../replay/drawing/place-process.ts";

/** What was decided, as it was kept: facts by their names. */
export interface ShownDecision {
  readonly decision: ReplayDecision;
  readonly branch: string;
  /** The line that it is about; null where the order has no documents. */
  readonly lineItemId: string | null;
  readonly evidence: readonly (Omit<Evidence, "fact"> & { readonly fact: string })[];
}

/** What a view shows of a decision: the branch and why, each fact in its place, the drawing. */
export function decisionContent(
  decided: ShownDecision,
  { gatewayWords = "", progress = null }: { gatewayWords?: string; progress?: Progress | null },
): object {
  const { branch, decision, lineItemId, evidence } = decided;
  const row = DECISION_TABLE.find(({ name }) => name === branch);
  return {
    name: DECISION_NAMES[row?.decision ?? decision],
    branch,
    lineItemId,
    why: row?.why ?? null,
    facts: FACT_NAMES.map((fact) => {
      const place = evidence.findIndex((one) => one.fact === fact);
      const asked = evidence[place];
      if (asked === undefined) return { question: QUESTIONS[fact].question, place: null };
      const { question, answer, value } = asked;
      const gateway = fact === "paid" && gatewayWords !== "" ? `gateway: ${gatewayWords}` : null;
      const detail = typeof value === "string" && value !== answer ? value : gateway;
      return { question, place: place + 1, answer, detail };
    }),
    drawing: row === undefined ? null : drawTaken(row.name, decided, progress),
  };
}

/** The process with the taken path lit; of its replays the one that follows. */
function drawTaken(branch: BranchName, decided: ShownDecision, progress: Progress | null): string {
  const { decision, evidence } = decided;
  const taken = DECISION_TABLE.find(({ name }) => name === branch)?.decision ?? decision;
  const diagram = placeProcess(taken === "none" ? [] : [taken]);
  const answers = evidence.map(({ question, answer }) => `${question} ${answer}.`).join(" ");
  return drawProcess(diagram, {
    title: `The process, with the path to ${branch} lit`,
    description: `${answers} ${DECISION_NAMES[taken]}.`,
    lit: litPath(diagram, branch, progress),
  });
}

/** The whole process, every path alike. */
export function drawWholeProcess(): string {
  return drawProcess(placeProcess(), {
    title: "The process of a replay",
    description: `${FACT_NAMES.length} questions lead to ${DECISION_TABLE.length} branches; below them, the steps of each replay.`,
  });
}
