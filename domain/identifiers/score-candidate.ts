import {
  charactersOf,
  type Edit,
  findEdit,
  type IdentifierCharacter,
  isLookAlike,
} from "./align-identifier.ts";
import { PREFIX_CHARACTERS_MIN, RESCUE_CHARACTERS_MIN } from "./rescue.ts";
import { readingsOfGiven } from "./skeleton.ts";

/** How well an ID explains what was given. */
export interface CandidateScore {
  /** The ID as given, but for separators and case. */
  readonly exact: boolean;
  /** From 0 to 1: exact, then look-alikes only, then one edit, then a beginning. */
  readonly score: number;
  /** What was changed, in words: "`l` read as `I`". Places in it count from 1. */
  readonly reason: string;
  /** 0-based places in the ID, as it is written, that differ from what was given, ascending. */
  readonly differences: number[];
}

const LOOK_ALIKE_SCORE = 0.95;
/** People swap neighbors more often than they mishear, and drop characters more often than they add any. */
const EDIT_SCORE = { swapped: 0.8, wrong: 0.78, missing: 0.76, extra: 0.74 } as const;
const BEGINNING_SCORE = 0.4;

/** Each look-alike makes a candidate a little less likely, never less than the next kind of mistake. */
const LOOK_ALIKE_COST = 0.01;
const LOOK_ALIKE_COST_MAX = 0.1;

/** One edit in a short ID says less: in four characters it costs 0.2, in sixteen 0.05. */
const EDIT_COST = 0.8;

const SCORE_DECIMALS = 1_000;

interface Aligned {
  readonly given: readonly IdentifierCharacter[];
  readonly id: readonly IdentifierCharacter[];
  readonly edit: Edit;
  readonly lookAlikes: readonly { readonly given: string; readonly id: IdentifierCharacter }[];
}

/**
 * Whether `id` can be meant by what a person gave, and why. Separators, case and label words never
 * count; any number of look-alikes and one wrong, missing, needless or swapped character are forgiven;
 * or the text is the beginning of the ID. Null when it takes more: never a guess.
 */
export function scoreCandidate(given: string, id: string): CandidateScore | null {
  const idCharacters = charactersOf(id);
  const [reading, ...others] = readingsOfGiven(given);
  if (reading === undefined || idCharacters.length === 0) return null;
  const scores = [
    scoreReading(charactersOf(reading), idCharacters, true),
    ...others.map((other) => scoreReading(charactersOf(other), idCharacters, false)),
  ];
  return scores.reduce((best, score) => {
    return best === null || (score !== null && score.score > best.score) ? score : best;
  }, null);
}

/** Best first: by score, then type, then ID, so that equal candidates keep one order. */
export function compareCandidates(
  left: { readonly score: number; readonly objectType: string; readonly id: string },
  right: { readonly score: number; readonly objectType: string; readonly id: string },
): number {
  if (left.score !== right.score) return right.score - left.score;
  return compareText(left.objectType, right.objectType) || compareText(left.id, right.id);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function scoreReading(
  given: readonly IdentifierCharacter[],
  id: readonly IdentifierCharacter[],
  editAllowed: boolean,
): CandidateScore | null {
  const edit = findEdit(given, id, PREFIX_CHARACTERS_MIN);
  if (edit === null) return null;
  if (edit.kind !== "none" && !editAllowed) return null;
  if (edit.kind !== "none" && given.length < RESCUE_CHARACTERS_MIN) return null;
  const aligned = { given, id, edit, lookAlikes: lookAlikesOf(given, id, edit) };
  const exact = edit.kind === "none" && aligned.lookAlikes.length === 0;
  return {
    exact,
    score: exact ? 1 : scoreOf(aligned),
    reason: exact ? "as given" : reasonOf(aligned),
    differences: differencesOf(aligned),
  };
}

function scoreOf({ edit, lookAlikes, given, id }: Aligned): number {
  const cost = Math.min(lookAlikes.length * LOOK_ALIKE_COST, LOOK_ALIKE_COST_MAX);
  let score: number;
  if (edit.kind === "none") score = LOOK_ALIKE_SCORE;
  else if (edit.kind === "truncated")
    score = (BEGINNING_SCORE * (1 + given.length / id.length)) / 2;
  else score = EDIT_SCORE[edit.kind] - EDIT_COST / id.length;
  return Math.round((score - cost) * SCORE_DECIMALS) / SCORE_DECIMALS;
}

function lookAlikesOf(
  given: readonly IdentifierCharacter[],
  id: readonly IdentifierCharacter[],
  edit: Edit,
): Aligned["lookAlikes"] {
  return given.flatMap((character, at) => {
    const place = placeInId(at, edit);
    const other = place === null ? undefined : id[place];
    if (other === undefined || !isLookAlike(character, other)) return [];
    return [{ given: character.shown, id: other }];
  });
}

/** Where in the ID the given character at `at` stands; null for a needless one. */
function placeInId(at: number, edit: Edit): number | null {
  switch (edit.kind) {
    case "missing":
      return at < edit.place ? at : at + 1;
    case "extra":
      if (at === edit.place) return null;
      return at < edit.place ? at : at - 1;
    case "swapped":
      if (at === edit.place) return at + 1;
      return at === edit.place + 1 ? edit.place : at;
    default:
      return at;
  }
}

function reasonOf({ id, edit, lookAlikes }: Aligned): string {
  const reasons = lookAlikes.map((pair) => `\`${pair.given}\` read as \`${pair.id.shown}\``);
  const edited = editReason(edit, id);
  return [...(edited === null ? [] : [edited]), ...new Set(reasons)].join(", ");
}

function editReason(edit: Edit, id: readonly IdentifierCharacter[]): string | null {
  const numberAt = (place: number): number => (id[place]?.index ?? 0) + 1;
  switch (edit.kind) {
    case "wrong":
      return `one wrong character: \`${edit.given}\` for \`${id[edit.place]?.shown}\` at ${numberAt(edit.place)}`;
    case "swapped":
      return `characters ${numberAt(edit.place)} and ${numberAt(edit.place + 1)} swapped`;
    case "missing":
      return `one character missing at ${numberAt(edit.place)}: \`${id[edit.place]?.shown}\``;
    case "extra":
      return `one character too many: \`${edit.given}\``;
    case "truncated":
      return "begins with what was given";
    default:
      return null;
  }
}

function differencesOf({ id, edit, lookAlikes }: Aligned): number[] {
  const places = new Set(lookAlikes.map((pair) => pair.id.index));
  const add = (place: number): void => {
    const character = id[place];
    if (character !== undefined) places.add(character.index);
  };
  if (edit.kind === "wrong" || edit.kind === "missing") add(edit.place);
  if (edit.kind === "swapped") [edit.place, edit.place + 1].forEach(add);
  if (edit.kind === "truncated") for (let at = edit.place; at < id.length; at += 1) add(at);
  return [...places].sort((left, right) => left - right);
}
