import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { LogDecision } from "#query/answers/replay-answers.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

export const CHECKS = [
  "stateMatches",
  "licenseGenerated",
  "invoiceIssued",
  "mailRecorded",
] as const;
export type CheckName = (typeof CHECKS)[number];
export type Checks = { readonly [Name in CheckName]?: boolean | undefined };

export const DECISIONS = ["none", "wholeOrder", "orderInfo", "getKeyRequest"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface LoadedDocument {
  readonly document: string;
  /** The stems of the two files, joined by `+`. */
  readonly pair: string | null;
  readonly lineItemId: string | null;
  readonly at: string;
  readonly reference: string;
}

/** A fact of which another record had told something else than the replay stated. */
export interface Disputed {
  readonly fact: string;
  readonly stated: string;
  readonly told: string;
  readonly evidence: readonly string[];
}

/** What a past replay was decided on, loaded and came to, as its life tells. */
export interface ReplayDetails {
  readonly order: string | null;
  readonly by: string | null;
  readonly decision: Decision | null;
  readonly lineItemId: string | null;
  readonly gatewayState: string | null;
  readonly isDryRun: boolean;
  readonly rightDecision: Decision | null;
  readonly inputs: LogDecision["inputs"];
  readonly disputed: readonly Disputed[];
  readonly documents: readonly LoadedDocument[];
  /** Null where no check is told. */
  readonly checks: Checks | null;
  readonly failure: string | null;
  readonly verdict: string;
  readonly verdictSentence: string;
}

export function replayDetails({ details }: Lifecycle): ReplayDetails {
  return {
    order: wordOf(details["order"]),
    by: wordOf(details["by"]),
    decision: decisionOf(details["decision"]),
    lineItemId: wordOf(details["lineItemId"]),
    gatewayState: wordOf(details["gatewayState"]),
    isDryRun: details["isDryRun"] === true,
    rightDecision: decisionOf(details["rightDecision"]),
    inputs: listOf(details["inputs"], inputOf),
    disputed: listOf(details["disputed"], disputedOf),
    documents: listOf(details["documents"], documentOf),
    checks: checksOf(details["checks"]),
    failure: wordOf(details["failure"]),
    verdict: wordOf(details["verdict"]) ?? "unknown",
    verdictSentence: wordOf(details["verdictSentence"]) ?? "",
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf<Item>(value: unknown, itemOf: (fields: Fields) => Item | null): Item[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => (isFields(item) ? (itemOf(item) ?? []) : []));
}

function wordOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function decisionOf(value: unknown): Decision | null {
  return DECISIONS.find((decision) => decision === value) ?? null;
}

const BASES = ["told", "stated", "absence", "unknown"] as const;

function inputOf(fields: Fields): LogDecision["inputs"][number] | null {
  const fact = wordOf(fields["fact"]);
  if (fact === null) return null;
  const { value } = fields;
  return {
    fact,
    question: wordOf(fields["question"]) ?? fact,
    answer: wordOf(fields["answer"]),
    value: typeof value === "boolean" ? value : wordOf(value),
    basis: BASES.find((basis) => basis === fields["basis"]) ?? "unknown",
    evidence: wordsOf(fields["evidence"]),
  };
}

function disputedOf(fields: Fields): Disputed | null {
  const fact = wordOf(fields["fact"]);
  if (fact === null) return null;
  return {
    fact,
    stated: String(fields["stated"]),
    told: String(fields["told"]),
    evidence: wordsOf(fields["evidence"]),
  };
}

function documentOf(fields: Fields): LoadedDocument | null {
  const document = wordOf(fields["document"]);
  const at = wordOf(fields["at"]);
  const reference = wordOf(fields["reference"]);
  if (document === null || at === null || reference === null) return null;
  return {
    document,
    at,
    reference,
    pair: wordOf(fields["pair"]),
    lineItemId: wordOf(fields["lineItemId"]),
  };
}

function checksOf(value: unknown): Checks | null {
  if (!isFields(value)) return null;
  const checks: { [Name in CheckName]?: boolean } = {};
  for (const name of CHECKS) {
    const holds = value[name];
    if (typeof holds === "boolean") checks[name] = holds;
  }
  return checks;
}
