import { DECISION_TABLE, type ReplayBranch } from "#domain/replay/decision-table.ts";
import type { FactName } from "#domain/replay/replay-facts.ts";
import { type CheckName, REPLAY_STEPS } from "#domain/replay/replay-steps.ts";
import { DECISION_NAMES } from "#shop/replay/drawing/decision-tree.ts";

/** What an operator does in one go, by hand, and how long we assume that it takes. */
const STEPS = {
  findInWeb: { what: "Look the order up in the web database", seconds: 30 },
  readGateway: { what: "Run the script that reads the state at the gateway", seconds: 45 },
  judgePaid: { what: "Judge whether that state means paid", seconds: 10 },
  findInMain: { what: "Look the order up in the main database", seconds: 30 },
  readState: { what: "Read its state there", seconds: 10 },
  seeLicense: { what: "See whether it has a license", seconds: 15 },
  readValue: { what: "Open GetKeyRequest and read the value of `idlic`", seconds: 40 },
  findLicense: { what: "Look that license up in the main database", seconds: 30 },
  decide: { what: "Decide by the rules", seconds: 20 },
  choose: { what: "List the documents, compare LineItemIDs, choose", seconds: 40 },
  load: { what: "Press a load button", seconds: 10 },
  findAgain: { what: "After the wait, find the order in the main database", seconds: 30 },
  compareState: { what: "Compare its state with the gateway's", seconds: 15 },
  checkLicense: { what: "Check the license", seconds: 15 },
  checkInvoice: { what: "Check the invoice", seconds: 15 },
  checkMail: { what: "Open the customer and check the mail record", seconds: 40 },
} as const;
type Step = keyof typeof STEPS;

const QUESTION_STEPS: Readonly<Record<FactName, readonly Step[]>> = {
  foundInWebDb: ["findInWeb"],
  paid: ["readGateway", "judgePaid"],
  inMainDb: ["findInMain"],
  mainState: ["readState"],
  licenseGenerated: ["seeLicense"],
  previousLicenseId: ["readValue"],
  previousLicenseState: ["findLicense"],
};

const CHECK_STEPS: Readonly<Record<CheckName, Step>> = {
  stateMatches: "compareState",
  licenseGenerated: "checkLicense",
  invoiceIssued: "checkInvoice",
  mailRecorded: "checkMail",
};

/** What an operator did by hand for an order of this branch. */
function stepsOf({ conditions, decision }: ReplayBranch): Step[] {
  const looking = conditions.flatMap(({ fact }) => QUESTION_STEPS[fact]);
  const { documents, checks } = REPLAY_STEPS[decision];
  if (documents.length === 0) return [...looking, "decide"];
  return [
    ...looking,
    "decide",
    "choose",
    ...documents.map((): Step => "load"),
    "findAgain",
    ...checks.map((check) => CHECK_STEPS[check]),
  ];
}

/** The branches of the table, and what each cost an operator. */
export function branchTable(): string {
  const rows = DECISION_TABLE.map((branch) => {
    const steps = stepsOf(branch);
    const seconds = steps.reduce((sum, step) => sum + STEPS[step].seconds, 0);
    return [
      `\`${branch.name}\``,
      DECISION_NAMES[branch.decision],
      branch.why,
      String(steps.length),
      minutesText(seconds),
    ];
  });
  return table(["branch", "decision", "why", "steps by hand", "at work by hand"], rows);
}

export function stepTable(): string {
  const rows = Object.values(STEPS).map(({ what, seconds }) => [what, `${seconds} s`]);
  return table(["step by hand", "assumed"], rows);
}

function minutesText(seconds: number): string {
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
