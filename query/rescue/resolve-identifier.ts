import { TracewellError } from "#domain/errors.ts";
import { isEventReference, parseEventReference } from "#domain/identifiers/event-reference.ts";
import {
  everyEditScans,
  RESCUE_SCAN_ROWS_MAX,
  type RescueScan,
  rescueScans,
} from "#domain/identifiers/rescue.ts";
import { scoreCandidate } from "#domain/identifiers/score-candidate.ts";
import { typeToken } from "#domain/tokens/event-tokens.ts";
import type { Candidate, ResolveAnswer } from "../answers/query-answers.ts";
import { coverageOf, currentPositions, type Positions } from "../coverage.ts";
import type { QueryRequest } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { TimeBox } from "../reading/time-box.ts";
import { findProtected } from "./find-protected.ts";
import { IdentifierForms } from "./identifier-forms.ts";

/** Candidates shown: more are no help to somebody who reads an ID from a phone call. */
export const CANDIDATES_MAX = 20;

/** Longest text looked at: an ID with whatever was copied around it. */
export const GIVEN_CHARACTERS_MAX = 512;

/** Scans between two looks at the clock: some 5 ms of work. */
const SLICE_SCANS = 64;

type Tried = ResolveAnswer["tried"];

/** Candidates by object, and how many each kind of attempt found. */
class Attempts {
  readonly #given: string;
  readonly #forms: IdentifierForms;
  readonly #candidates = new Map<string, Candidate>();
  readonly #tried = new Map<string, number>();

  constructor(given: string) {
    this.#given = given;
    this.#forms = new IdentifierForms(given);
  }

  get candidates(): Candidate[] {
    return [...this.#candidates.values()].toSorted(this.#forms.compare);
  }

  get tried(): Tried {
    const tried = [...this.#tried].map(([what, found]) => ({ what, found }));
    return [{ what: this.#forms.inWords, found: this.#exactOfItsForm }, ...tried];
  }

  get #exactOfItsForm(): number {
    const candidates = [...this.#candidates.values()];
    return candidates.filter(({ exact, objectType }) => exact && this.#forms.allows(objectType))
      .length;
  }

  get hasExact(): boolean {
    return [...this.#candidates.values()].some(({ exact }) => exact);
  }

  note(what: string, found = 0): void {
    this.#tried.set(what, (this.#tried.get(what) ?? 0) + found);
  }

  add(candidate: Candidate): boolean {
    const key = JSON.stringify([candidate.objectType, candidate.id]);
    const known = this.#candidates.get(key);
    if (known !== undefined && known.score >= candidate.score) return false;
    this.#candidates.set(key, candidate);
    return known === undefined;
  }

  consider(what: string, objectType: string, id: string): void {
    const score = scoreCandidate(this.#given, id);
    if (score !== null && this.add({ objectType, id, ...score })) this.note(what, 1);
  }
}

/** Scans of one kind that are asked together. */
function slicesOf(scans: readonly RescueScan[]): RescueScan[][] {
  const slices: RescueScan[][] = [];
  for (const scan of scans) {
    const last = slices.at(-1);
    if (last?.[0]?.what === scan.what && last.length < SLICE_SCANS) last.push(scan);
    else slices.push([scan]);
  }
  return slices;
}

/** Runs scans in order; true when a range of them held more than was read. */
async function runScans(
  sources: QuerySources,
  scans: readonly RescueScan[],
  attempts: Attempts,
  timeBox: TimeBox,
): Promise<boolean> {
  let overflowed = false;
  let current = scans[0]?.what;
  for (const slice of slicesOf(scans)) {
    const what = slice[0]?.what ?? "";
    if (what !== current && attempts.hasExact) return false;
    current = what;
    attempts.note(what);
    const found = await sources.index.identifiersOfEach(
      slice.map(({ from, to, reversed }) => ({ from, to, reversed, limit: RESCUE_SCAN_ROWS_MAX })),
    );
    for (const identifiers of found) {
      for (const { objectType, id } of identifiers) attempts.consider(what, objectType, id);
      overflowed ||= identifiers.length >= RESCUE_SCAN_ROWS_MAX;
    }
    if (slice.length === SLICE_SCANS) await timeBox.betweenSlices();
  }
  return overflowed;
}

/** Text that names something else than an ID; says so instead of guessing. */
async function otherMeaning(
  sources: QuerySources,
  given: string,
  positions: Positions,
): Promise<Tried[number] | null> {
  if (given.includes(":") && isEventReference(given)) {
    const { ledger, seq } = parseEventReference(given);
    const isKnown = sources.ledgers.has(ledger);
    const what = `\`${given}\` is the reference of a record, not an ID: open /events/${ledger}:${seq}`;
    if (isKnown) return { what, found: 0 };
  }
  if (!/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/.test(given)) return null;
  const [known] = await sources.index.search({
    expression: { kind: "token", token: typeToken(given) },
    order: "newest",
    limit: 1,
    throughSeq: positions,
  });
  if (known === undefined) return null;
  return { what: `\`${given}\` is an event type, not an ID: search type:${given}`, found: 0 };
}

/**
 * What an ID can mean, best first, never a silent guess: as given; with look-alike characters; with one
 * character wrong, missing, extra or two swapped; as the beginning of an ID; as a protected value.
 */
export async function resolveIdentifier(
  sources: QuerySources,
  request: QueryRequest & { readonly given: string },
): Promise<ResolveAnswer> {
  const { facts } = request;
  const given = request.given.trim();
  if (given === "" || given.length > GIVEN_CHARACTERS_MAX) {
    throw new TracewellError(
      "invalid-parameter",
      given === ""
        ? "Give an ID to resolve."
        : `The given text has ${given.length} characters; IDs have at most ${GIVEN_CHARACTERS_MAX}.`,
    );
  }
  advanceLedgers(sources.ledgers, facts);
  const positions = currentPositions(facts, await sources.index.watermarks());
  const coverage = coverageOf(facts, positions);
  const other = await otherMeaning(sources, given, positions);
  if (other !== null) return { given: request.given, items: [], tried: [other], coverage };

  const attempts = new Attempts(given);
  const hidden = await findProtected(sources, given, positions);
  for (const candidate of hidden.candidates) attempts.add(candidate);
  const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  const scans = rescueScans(given);
  if (await runScans(sources, scans, attempts, timeBox)) {
    await runScans(sources, everyEditScans(given), attempts, timeBox);
  }
  for (const { what, found } of hidden.tried) attempts.note(what, found);
  const { candidates, tried } = attempts;
  if (scans.length === 0) tried.push({ what: "nothing of an ID is left of the text", found: 0 });
  const rest = candidates.length - CANDIDATES_MAX;
  if (rest > 0)
    tried.push({ what: "further candidates, less likely than those shown", found: rest });
  return { given: request.given, items: candidates.slice(0, CANDIDATES_MAX), tried, coverage };
}
