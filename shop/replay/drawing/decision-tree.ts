import { DECISION_TABLE, type ReplayBranch } from "#domain/replay/decision-table.ts";
import { type FactName, QUESTIONS, type ReplayDecision } from "#domain/replay/replay-facts.ts";
import { type CheckName, type DocumentKind, REPLAY_STEPS } from "#domain/replay/replay-steps.ts";

/** A question of the decision table and where each answer leads. */
export interface QuestionNode {
  readonly kind: "question";
  /** Made of the answers that led here. */
  readonly id: string;
  readonly fact: FactName;
  readonly question: string;
  readonly ways: readonly { readonly answer: string; readonly to: ProcessNode }[];
}

export interface BranchNode {
  readonly kind: "branch";
  readonly id: string;
  readonly branch: ReplayBranch;
}

export type ProcessNode = QuestionNode | BranchNode;

/** A decision that loads something. */
export type Replay = Exclude<ReplayDecision, "none">;

/** How decisions are named in the diagrams. */
export const DECISION_NAMES: Readonly<Record<ReplayDecision, string>> = {
  none: "Replay nothing",
  wholeOrder: "Replay the whole order",
  orderInfo: "Replay OrderInfo only",
  getKeyRequest: "Replay GetKeyRequest only",
};

/** How the documents of each replay are chosen. */
export const CHOICE_NAMES: Readonly<Record<Replay, string>> = {
  wholeOrder: "Choose the pair with the shortest names",
  orderInfo: "Choose the OrderInfo with the shortest name",
  getKeyRequest: "Choose the request of the line that is loaded",
};

const DOCUMENT_NAMES: Readonly<Record<DocumentKind, string>> = {
  orderInfo: "OrderInfo",
  getKeyRequest: "GetKeyRequest",
};

const CHECK_NAMES: Readonly<Record<CheckName, string>> = {
  stateMatches: "state",
  licenseGenerated: "license",
  invoiceIssued: "invoice",
  mailRecorded: "mail record",
};

/** In the order in which the table first names them. */
export const REPLAYS: readonly Replay[] = [
  ...new Set(DECISION_TABLE.map(({ decision }) => decision)),
].filter((decision) => decision !== "none");

/** The decision table as the tree of its questions. */
export function decisionTree(): ProcessNode {
  return nodeOf(DECISION_TABLE, 0, "decide");
}

function nodeOf(branches: readonly ReplayBranch[], depth: number, id: string): ProcessNode {
  const [first] = branches;
  if (first === undefined) throw new Error(`Nothing comes after ${id}.`);
  const condition = first.conditions[depth];
  if (condition === undefined) return { kind: "branch", id: first.name, branch: first };
  const { fact } = condition;
  const answers = new Set(branches.map(({ conditions }) => conditions[depth]?.answer ?? ""));
  return {
    kind: "question",
    id: `${id}-${fact}`,
    fact,
    question: QUESTIONS[fact].question,
    ways: [...answers].map((answer) => ({
      answer,
      to: nodeOf(
        branches.filter(({ conditions }) => conditions[depth]?.answer === answer),
        depth + 1,
        `${id}-${fact}-${answer.replaceAll(" ", "-")}`,
      ),
    })),
  };
}

export function loadName(kind: DocumentKind): string {
  return `Load ${DOCUMENT_NAMES[kind]}`;
}

export function verifyName(decision: Replay): string {
  return `Verify ${REPLAY_STEPS[decision].checks.map((check) => CHECK_NAMES[check]).join(", ")}`;
}
