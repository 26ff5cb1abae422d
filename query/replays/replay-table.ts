import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { FACT_NAMES, QUESTIONS, type ReplayDecision } from "#domain/replay/replay-facts.ts";
import { REPLAY_STEPS } from "#domain/replay/replay-steps.ts";
import type { ReplayTable } from "../answers/replay-table-answers.ts";

const DECISIONS: readonly ReplayDecision[] = ["none", "wholeOrder", "orderInfo", "getKeyRequest"];

/** The decision table with its questions and what each decision does, as it is answered. */
export const REPLAY_TABLE: ReplayTable = {
  questions: FACT_NAMES.map((fact) => {
    const { question, answers } = QUESTIONS[fact];
    return { fact, question, answers: [...answers] };
  }),
  branches: DECISION_TABLE.map(({ name, conditions, decision, why }) => ({
    name,
    conditions: conditions.map(({ fact, answer }) => ({ fact, answer })),
    decision,
    why,
  })),
  steps: DECISIONS.map((decision) => {
    const { documents, checks } = REPLAY_STEPS[decision];
    return { decision, documents: [...documents], checks: [...checks] };
  }),
};
