/** What a decision may look at. Of an order with several licenses: about the one line that is decided on. */
export interface ReplayFacts {
  readonly foundInWebDb: boolean;
  /** Its state at the gateway, read as paid or unpaid. */
  readonly paid: boolean;
  readonly inMainDb: boolean;
  /** Of the order in the main database; null where it is not there. */
  readonly mainState: "paid" | "unpaid" | "other" | null;
  readonly licenseGenerated: boolean;
  /** LN ID that GetKeyRequest names in `idlic`; null where its value is empty. */
  readonly previousLicenseId: string | null;
  /** What the main database says of it; null where it knows no such license. */
  readonly previousLicenseState: string | null;
}

export type FactName = keyof ReplayFacts;

export type ReplayDecision = "none" | "wholeOrder" | "orderInfo" | "getKeyRequest";

/** One question about one fact: what it asks, and the answers it can have, each fact having exactly one. */
interface Question {
  readonly question: string;
  readonly answers: readonly string[];
  readonly answer: (facts: ReplayFacts) => string;
}

/** States of a previous license with which it can be renewed. */
const RENEWABLE_STATES: ReadonlySet<string> = new Set(["active", "expired"]);

const yesOrNo = (holds: boolean): string => (holds ? "yes" : "no");

/** In the order in which they are asked for. */
export const FACT_NAMES: readonly FactName[] = [
  "foundInWebDb",
  "paid",
  "inMainDb",
  "mainState",
  "licenseGenerated",
  "previousLicenseId",
  "previousLicenseState",
];

/** How each fact is asked for, in the words of the diagram. */
export const QUESTIONS: Readonly<Record<FactName, Question>> = {
  foundInWebDb: {
    question: "Found in the web database?",
    answers: ["no", "yes"],
    answer: ({ foundInWebDb }) => yesOrNo(foundInWebDb),
  },
  paid: {
    question: "Paid at the gateway?",
    answers: ["no", "yes"],
    answer: ({ paid }) => yesOrNo(paid),
  },
  inMainDb: {
    question: "In the main database?",
    answers: ["no", "yes"],
    answer: ({ inMainDb }) => yesOrNo(inMainDb),
  },
  mainState: {
    question: "Its state there?",
    answers: ["not paid", "paid"],
    answer: ({ mainState }) => (mainState === "paid" ? "paid" : "not paid"),
  },
  licenseGenerated: {
    question: "License generated?",
    answers: ["yes", "no"],
    answer: ({ licenseGenerated }) => yesOrNo(licenseGenerated),
  },
  previousLicenseId: {
    question: "Previous license named?",
    answers: ["no", "yes"],
    answer: ({ previousLicenseId }) => yesOrNo(previousLicenseId !== null),
  },
  previousLicenseState: {
    question: "State of that license?",
    answers: ["active or expired", "any other"],
    // A license that the main database does not know is in no state that can be renewed.
    answer: ({ previousLicenseState }) =>
      previousLicenseState !== null && RENEWABLE_STATES.has(previousLicenseState)
        ? "active or expired"
        : "any other",
  },
};
