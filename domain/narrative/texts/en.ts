import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { UNKNOWN_TEXTS } from "#domain/lifecycles/texts/en/unknowns.ts";
import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import { raised, wordsOf } from "../names-in-words.ts";
import type { Named, NarrativeTexts } from "../narrative-texts.ts";

const OBJECT_NAMES: Readonly<Record<string, string>> = {
  order: "order",
  quote: "quote",
  giftCard: "gift card",
  license: "license",
  payment: "payment",
  transaction: "transaction",
  replay: "replay",
};

const TRIAGE_WORDS = {
  acknowledged: "Acknowledged",
  explained: "Explained",
  assigned: "Assigned",
  reopened: "Opened again",
} as const;

/** The model's titles are English already. */
function titleOf({ type, name }: Named): string {
  const { states, signals, obligations } = MODELS[type];
  const found = [...states, ...signals, ...obligations].find((one) => one.name === name);
  return found?.title ?? wordsOf(name);
}

function stateOf({ type, name }: Named): string {
  const title = MODELS[type].states.find((state) => state.name === name)?.title;
  return lowered(title ?? wordsOf(name));
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function objectName({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${OBJECT_NAMES[type] ?? wordsOf(type)} ${id}`;
}

/** `a, b and c`. */
function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function waitText(waitMs: number | null): string {
  if (waitMs === null) return "";
  if (waitMs === 0) return ", in the same millisecond";
  return `, ${formatDuration(waitMs)} after the step before`;
}

function fullName(object: ObjectKey, aliases: readonly string[]): string {
  const also = aliases.length === 0 ? "" : ` (${aliases.join(", ")})`;
  return raised(`${objectName(object)}${also}`);
}

/** The narrative in English. */
export const ENGLISH: NarrativeTexts = {
  isInState: ({ object, aliases, state, since }) =>
    `${fullName(object, aliases)}: ${stateOf(state)} since ${formatTime(since)}.`,
  stateUnknown: ({ object }) => `The records do not tell in which state ${objectName(object)} is.`,
  firstRecord: ({ type, at }) => `Its first record, ${type}, is of ${formatTime(at)}.`,
  came: ({ milestone, at, waitMs }) =>
    `${titleOf(milestone)} at ${formatTime(at)}${waitText(waitMs)}.`,
  wasInState: ({ state, from, durationMs }) =>
    `The state “${stateOf(state)}” lasted ${formatDuration(durationMs)}, from ${formatTime(from)}.`,
  leftOut: ({ count }) => `${count} further steps lie between.`,
  sums: ({ sums }) =>
    `${raised(listed(sums.map(([sum, money]) => `${wordsOf(sum.name)} ${formatAmount(money)}`)))}.`,
  linked: ({ relation, objects, more }) => {
    const isNamedByType = objects.every(({ type }) => type === relation.name);
    const names = objects.map((one) => {
      const name = isNamedByType ? one.id : objectName(one);
      return one.state === null ? name : `${name} (${stateOf(one.state)})`;
    });
    const rest = more > 0 ? [`${more} more`] : [];
    return `${raised(wordsOf(relation.name))}${isNamedByType ? " " : ": "}${listed([...names, ...rest])}.`;
  },
  owed: ({ obligation, dueAt }) =>
    `Still to come: ${lowered(titleOf(obligation))}, due by ${formatTime(dueAt)}.`,
  found: ({ finding, isOther }) =>
    isOther ? `On ${objectName(finding.on)}: ${finding.sentence}` : finding.sentence,
  judgedByPeople: ({ triage }) => {
    const { status, by, note, assignee, at } = triage;
    const who = by === null ? "" : ` by ${by}`;
    const to = assignee === null ? "" : ` to ${assignee}`;
    const why = note === null ? "" : `: “${note}”`;
    const since = triage.hasNewEvidence ? " Records that came later bear on it." : "";
    return `${TRIAGE_WORDS[status]}${to}${who} at ${formatTime(at)}${why}.${since}`;
  },
  neverCame: ({ milestones }) =>
    `No record tells of: ${listed(milestones.map((one) => lowered(titleOf(one))))}.`,
  unknown: (key) => `Not known: ${UNKNOWN_TEXTS[key] ?? wordsOf(key)}.`,
  truncated: () =>
    "It has more records than are read for one answer; what the rest tells is not part of this.",
  partial: (reason) => reason,
  nothingMissing: ({ asOf }) =>
    `As of ${formatTime(asOf)} every record was read and no expected step is missing; what no source told is not known.`,
};
