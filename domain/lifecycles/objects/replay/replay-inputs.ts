import { type DecidedReplay, decideReplay } from "#domain/replay/decide-replay.ts";
import {
  FACT_NAMES,
  type FactName,
  QUESTIONS,
  type ReplayFacts,
} from "#domain/replay/replay-facts.ts";

/**
 * Where a fact comes from: a record of what happened (`told`), a record of what somebody read then
 * (`stated`), or that no record tells the contrary (`absence`), which holds as far as the log is whole.
 */
export type InputBasis = "told" | "stated" | "absence";

/** One fact that a decision may look at, as it is known. */
export interface KnownFact<Name extends FactName = FactName> {
  readonly value: ReplayFacts[Name];
  readonly basis: InputBasis;
  /** References of the records that tell it. */
  readonly evidence: readonly string[];
}

/** What is known of the facts; those that are not known are not there. */
export type KnownFacts = { readonly [Name in FactName]?: KnownFact<Name> };

/** One fact with the question of the decision's diagram, for people. */
export interface ReplayInput {
  readonly fact: FactName;
  readonly question: string;
  /** Null where it is not known. */
  readonly answer: string | null;
  readonly value: string | boolean | null;
  readonly basis: InputBasis | "unknown";
  readonly evidence: readonly string[];
}

/** Taken where a fact is not known: what comes of it counts only if no unknown fact was looked at. */
const UNKNOWN: ReplayFacts = {
  foundInWebDb: true,
  paid: true,
  inMainDb: true,
  mainState: "paid",
  licenseGenerated: false,
  previousLicenseId: "",
  previousLicenseState: null,
};

/** What the table says of what is known, or which facts it would have to know. */
export interface DecidedFromKnown {
  /** Null where a fact that it needs is not known. */
  readonly decided: DecidedReplay | null;
  /** The first fact that is needed and not known; null where it is decided. */
  readonly needs: FactName | null;
  /** It rests on a fact of which only the absence of records speaks. */
  readonly restsOnAbsence: boolean;
}

/** Decides by the table of `domain/replay`, as far as the facts are known. */
export function decideKnown(known: KnownFacts): DecidedFromKnown {
  const decided = decideReplay(filled(known));
  const lookedAt = decided.evidence.map(({ fact }) => fact);
  const place = lookedAt.findIndex((fact) => known[fact] === undefined);
  const needs = lookedAt[place] ?? null;
  // Beyond a fact that is not known the table was not really asked.
  const reached = place === -1 ? lookedAt : lookedAt.slice(0, place);
  const restsOnAbsence = reached.some((fact) => known[fact]?.basis === "absence");
  return { decided: needs === null ? decided : null, needs, restsOnAbsence };
}

function filled(known: KnownFacts): ReplayFacts {
  return {
    foundInWebDb: known.foundInWebDb?.value ?? UNKNOWN.foundInWebDb,
    paid: known.paid?.value ?? UNKNOWN.paid,
    inMainDb: known.inMainDb?.value ?? UNKNOWN.inMainDb,
    mainState: known.mainState === undefined ? UNKNOWN.mainState : known.mainState.value,
    licenseGenerated: known.licenseGenerated?.value ?? UNKNOWN.licenseGenerated,
    previousLicenseId:
      known.previousLicenseId === undefined
        ? UNKNOWN.previousLicenseId
        : known.previousLicenseId.value,
    previousLicenseState:
      known.previousLicenseState === undefined
        ? UNKNOWN.previousLicenseState
        : known.previousLicenseState.value,
  };
}

/** Every fact in the order in which it is asked for, also those that are not known. */
export function inputsOf(known: KnownFacts): ReplayInput[] {
  const facts = filled(known);
  return FACT_NAMES.map((fact) => {
    const { question, answer } = QUESTIONS[fact];
    const one = known[fact];
    return one === undefined
      ? { fact, question, answer: null, value: null, basis: "unknown", evidence: [] }
      : {
          fact,
          question,
          answer: answer(facts),
          value: one.value,
          basis: one.basis,
          evidence: one.evidence,
        };
  });
}
