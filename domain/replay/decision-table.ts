import type { FactName, ReplayDecision } from "./replay-facts.ts";

/** Holds where the fact's question has this answer. */
export interface Condition {
  readonly fact: FactName;
  readonly answer: string;
}

export interface ReplayBranch {
  readonly name: string;
  /** Looked at in this order; all must hold. */
  readonly conditions: readonly Condition[];
  readonly decision: ReplayDecision;
  /** One sentence: why this decision and no other. */
  readonly why: string;
}

const found: Condition = { fact: "foundInWebDb", answer: "yes" };
const paid: Condition = { fact: "paid", answer: "yes" };
const missing: Condition = { fact: "inMainDb", answer: "no" };
const present: Condition = { fact: "inMainDb", answer: "yes" };
const paidThere: Condition = { fact: "mainState", answer: "paid" };
const withoutLicense: Condition = { fact: "licenseGenerated", answer: "no" };
const standard: Condition = { fact: "previousLicenseId", answer: "no" };
const renewal: Condition = { fact: "previousLicenseId", answer: "yes" };
const renewable: Condition = { fact: "previousLicenseState", answer: "active or expired" };
const notRenewable: Condition = { fact: "previousLicenseState", answer: "any other" };

/**
 * What to replay of an order, as data: the questions of all branches form one tree, so exactly one branch
 * holds for any facts. `decideReplay` reads it, the diagrams of docs/replay.md are drawn from it.
 */
export const DECISION_TABLE = [
  {
    name: "not-found",
    conditions: [{ fact: "foundInWebDb", answer: "no" }],
    decision: "none",
    why: "The web database holds every order of the shop, so there is no such order.",
  },
  {
    name: "unpaid",
    conditions: [found, { fact: "paid", answer: "no" }],
    decision: "none",
    why: "The gateway did not take the customer's money, so nothing is owed.",
  },
  {
    name: "absent-standard",
    conditions: [found, paid, missing, standard],
    decision: "wholeOrder",
    why: "It was paid and never arrived, and a new license depends on no other.",
  },
  {
    name: "absent-renewal",
    conditions: [found, paid, missing, renewal, renewable],
    decision: "wholeOrder",
    why: "It was paid and never arrived, and its previous license can be renewed.",
  },
  {
    name: "absent-renewal-refused",
    conditions: [found, paid, missing, renewal, notRenewable],
    decision: "orderInfo",
    why: "It was paid and never arrived, but its previous license cannot be renewed: the order is recorded without a license.",
  },
  {
    name: "present-not-paid",
    conditions: [found, paid, present, { fact: "mainState", answer: "not paid" }],
    decision: "none",
    why: "The main database holds it in another state than paid, which a replay must not overrule.",
  },
  {
    name: "complete",
    conditions: [found, paid, present, paidThere, { fact: "licenseGenerated", answer: "yes" }],
    decision: "none",
    why: "The order is in the main database with its license, so nothing is missing.",
  },
  {
    name: "unlicensed-standard",
    conditions: [found, paid, present, paidThere, withoutLicense, standard],
    decision: "getKeyRequest",
    why: "The order arrived without its license, and a new license depends on no other.",
  },
  {
    name: "unlicensed-renewal",
    conditions: [found, paid, present, paidThere, withoutLicense, renewal, renewable],
    decision: "wholeOrder",
    why: "The order arrived without its license, and its previous license can be renewed.",
  },
  {
    name: "unlicensed-renewal-refused",
    conditions: [found, paid, present, paidThere, withoutLicense, renewal, notRenewable],
    decision: "none",
    why: "The order is recorded, and its previous license cannot be renewed.",
  },
] as const satisfies readonly ReplayBranch[];

export type BranchName = (typeof DECISION_TABLE)[number]["name"];
