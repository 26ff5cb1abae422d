import type { Finding } from "#domain/lifecycles/finding.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import type { Lifecycle, Milestone, ObjectLink, StateSpan } from "#domain/lifecycles/lifecycle.ts";
import { keyText } from "#domain/lifecycles/object-key.ts";
import { UNKNOWN_STATE } from "#domain/lifecycles/run-transitions.ts";
import type { Named, NarrativeTexts } from "./narrative-texts.ts";
import { ENGLISH } from "./texts/en.ts";

/** What a sentence is of; a page may group by it. */
export type NarrativeChapter =
  | "state"
  | "course"
  | "money"
  | "links"
  | "owed"
  | "findings"
  | "unknown";

export interface NarrativeSentence {
  readonly chapter: NarrativeChapter;
  readonly text: string;
  /** References of the records it rests on; empty only for what is not known. */
  readonly evidence: readonly string[];
}

export interface NarrativeInput {
  readonly lifecycle: Lifecycle;
  /** Of the objects that belong to it, for their states and findings. */
  readonly related: readonly Lifecycle[];
  readonly coverage: { readonly reasons: readonly string[] };
  readonly texts?: NarrativeTexts;
}

/** Steps told one by one; of a card that is used for years the first and the last of its course are told. */
const STEPS_TOLD_MAX = 24;

/** A state that did not last longer was passed through: its milestone says all of it. */
const STATE_TOLD_MS_MIN = 60_000;

/** Objects named in one sentence. */
const NAMES_TOLD_MAX = 8;

/**
 * The life of an object in plain sentences, made of facts alone: its state, its course, money, what it
 * belongs with, what is owed, what is wrong, and at the end what is not known.
 */
export function narrate(input: NarrativeInput): NarrativeSentence[] {
  const { lifecycle, related, coverage, texts = ENGLISH } = input;
  return [
    ...stateSentences(lifecycle, texts),
    ...courseSentences(lifecycle, texts),
    ...moneySentences(lifecycle, texts),
    ...linkSentences(lifecycle, related, texts),
    ...owedSentences(lifecycle, texts),
    ...findingSentences(lifecycle, related, texts),
    ...unknownSentences(lifecycle, coverage.reasons, texts),
  ];
}

function stateSentences(lifecycle: Lifecycle, texts: NarrativeTexts): NarrativeSentence[] {
  const { object, aliases, asOf, states, activities } = lifecycle;
  const sentences: NarrativeSentence[] = [];
  const current = states.at(-1);
  if (current !== undefined && current.state !== UNKNOWN_STATE) {
    const state = named(lifecycle, current.state);
    sentences.push({
      chapter: "state",
      text: texts.isInState({ object, aliases, state, since: current.from, asOf }),
      evidence: current.evidence,
    });
  }
  const [first] = activities;
  if (first !== undefined) {
    const at = new Date(first.atMs).toISOString();
    const text = texts.firstRecord({ type: first.type, at });
    sentences.push({ chapter: "state", text, evidence: [first.reference] });
  }
  return sentences;
}

interface Step {
  readonly at: string;
  readonly sentence: NarrativeSentence;
}

function courseSentences(lifecycle: Lifecycle, texts: NarrativeTexts): NarrativeSentence[] {
  const steps = [
    ...lifecycle.milestones.flatMap((milestone) => milestoneStep(lifecycle, milestone, texts)),
    ...lifecycle.states.flatMap((span) => spanStep(lifecycle, span, texts)),
  ].sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  const sentences = steps.map(({ sentence }) => sentence);
  if (sentences.length <= STEPS_TOLD_MAX) return sentences;
  const half = STEPS_TOLD_MAX / 2;
  const skipped = sentences.slice(half, -half);
  const text = texts.leftOut({ count: skipped.length });
  const evidence = skipped.flatMap((sentence) => sentence.evidence.slice(0, 1));
  return [
    ...sentences.slice(0, half),
    { chapter: "course", text, evidence },
    ...sentences.slice(-half),
  ];
}

function milestoneStep(lifecycle: Lifecycle, milestone: Milestone, texts: NarrativeTexts): Step[] {
  const { name, at, evidence, waitMs } = milestone;
  if (at === null) return [];
  const text = texts.came({ milestone: named(lifecycle, name), at, waitMs });
  return [{ at, sentence: { chapter: "course", text, evidence } }];
}

/** States that were left again, and lasted. */
function spanStep(lifecycle: Lifecycle, span: StateSpan, texts: NarrativeTexts): Step[] {
  const { state, from, to, evidence } = span;
  if (to === null) return [];
  const durationMs = Date.parse(to) - Date.parse(from);
  if (durationMs < STATE_TOLD_MS_MIN) return [];
  const text = texts.wasInState({ state: named(lifecycle, state), from, durationMs });
  return [{ at: to, sentence: { chapter: "course", text, evidence } }];
}

function moneySentences(lifecycle: Lifecycle, texts: NarrativeTexts): NarrativeSentence[] {
  const sums = Object.entries(lifecycle.money).map(
    ([name, money]) => [named(lifecycle, name), money] as const,
  );
  const events = new Set(MODELS[lifecycle.object.type].money.map(({ event }) => event));
  const evidence = lifecycle.activities
    .filter(({ type }) => events.has(type))
    .map(({ reference }) => reference);
  if (sums.length === 0 || evidence.length === 0) return [];
  return [{ chapter: "money", text: texts.sums({ sums }), evidence }];
}

function linkSentences(
  lifecycle: Lifecycle,
  related: readonly Lifecycle[],
  texts: NarrativeTexts,
): NarrativeSentence[] {
  const states = new Map(
    related.map((other) => [keyText(other.object), named(other, other.state)]),
  );
  const byRelation = Map.groupBy(lifecycle.links, ({ relation }) => relation);
  return [...byRelation].map(([relation, links]) => {
    const told = links.slice(0, NAMES_TOLD_MAX);
    const objects = told.map(({ type, id }) => ({
      type,
      id,
      state: states.get(keyText({ type, id })) ?? null,
    }));
    const more = links.length - told.length;
    const text = texts.linked({ relation: named(lifecycle, relation), objects, more });
    return { chapter: "links", text, evidence: evidenceOf(told) };
  });
}

function evidenceOf(links: readonly ObjectLink[]): string[] {
  return [...new Set(links.flatMap(({ evidence }) => evidence))];
}

/** What is overdue stands among the findings. */
function owedSentences(lifecycle: Lifecycle, texts: NarrativeTexts): NarrativeSentence[] {
  return lifecycle.obligations
    .filter(({ status }) => status === "open")
    .map(({ name, dueAt, evidence }) => ({
      chapter: "owed",
      text: texts.owed({ obligation: named(lifecycle, name), dueAt }),
      evidence,
    }));
}

function findingSentences(
  lifecycle: Lifecycle,
  related: readonly Lifecycle[],
  texts: NarrativeTexts,
): NarrativeSentence[] {
  const told = (finding: Finding, isOther: boolean): NarrativeSentence[] => {
    const { evidence, triage } = finding;
    const found = {
      chapter: "findings",
      text: texts.found({ finding, isOther }),
      evidence,
    } as const;
    if (triage === null) return [found];
    const text = texts.judgedByPeople({ triage });
    return [found, { chapter: "findings", text, evidence: [triage.reference] }];
  };
  return [
    ...lifecycle.findings.flatMap((finding) => told(finding, false)),
    ...related.flatMap(({ findings }) => findings).flatMap((finding) => told(finding, true)),
  ];
}

function unknownSentences(
  lifecycle: Lifecycle,
  reasons: readonly string[],
  texts: NarrativeTexts,
): NarrativeSentence[] {
  const { object, asOf, state, states, unknowns, isTruncated } = lifecycle;
  const missing = neverCame(lifecycle);
  const said = [
    ...(states.length === 0 || state === UNKNOWN_STATE
      ? [texts.stateUnknown({ object, asOf })]
      : []),
    ...(missing.length > 0 ? [texts.neverCame({ milestones: missing })] : []),
    ...unknowns.map((key) => texts.unknown(key)),
    ...(isTruncated ? [texts.truncated()] : []),
    ...reasons.map((reason) => texts.partial(reason)),
  ];
  const last = said.length === 0 ? [texts.nothingMissing({ asOf })] : said;
  return last.map((text) => ({ chapter: "unknown", text, evidence: [] }));
}

/** Of the normal course, what no record tells. */
function neverCame(lifecycle: Lifecycle): Named[] {
  const normal = new Set(MODELS[lifecycle.object.type].normalPath);
  return lifecycle.milestones
    .filter(({ name, at }) => at === null && normal.has(name))
    .map(({ name }) => named(lifecycle, name));
}

function named({ object }: Lifecycle, name: string): Named {
  return { type: object.type, name };
}
