import type { IndexExpression } from "../event-index.ts";
import { KeyFilterFile } from "./key-filter-file.ts";
import { keyHash } from "./key-filter.ts";
import type { FacetTotals, KeyHash } from "./key-filter.ts";
import type { PartitionSummary } from "./open-partition.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** Files kept open; those of further partitions are opened for each look: some 20 instead of 2 µs. */
const FILTERS_OPEN_MAX = 256;

/** Keys whose answers are remembered: a timeline asks four times for one, a rescue for some hundred. */
const KEYS_REMEMBERED_MAX = 512;

/** A token is looked up in every partition; expressions of more tokens find what they seek in most anyway. */
const TOKENS_FILTERED_MAX = 64;

/** Values whose totals are remembered, of all partitions together: some ten megabytes. */
const TOTAL_VALUES_REMEMBERED_MAX = 100_000;

interface FilteredPlace {
  readonly place: PartitionPlace;
  readonly summary: PartitionSummary;
  readonly growing: boolean;
}

/** The filters of finished partitions, opened when they are first needed. */
export class KeyFilters {
  readonly #open = new Map<string, KeyFilterFile>();
  /** By token, then by partition. */
  readonly #remembered = new Map<string, Map<string, boolean>>();
  /** By partition, those read last behind. */
  readonly #totals = new Map<string, FacetTotals>();
  readonly #totalValuesMax: number;
  #totalValues = 0;

  constructor(totalValuesMax = TOTAL_VALUES_REMEMBERED_MAX) {
    this.#totalValuesMax = totalValuesMax;
  }

  /** Whether a partition can hold matches. What grows, and what has no filter yet, always can. */
  test(expression: IndexExpression): (partition: FilteredPlace) => boolean {
    if (countTokens(expression) > TOKENS_FILTERED_MAX) return () => true;
    return (partition) => partition.growing || this.#mayMatch(expression, partition);
  }

  /** How many records of a finished partition have each value of a prefix; null when that is not at hand. */
  totals(prefix: string, { place, summary, growing }: FilteredPlace): FacetTotals[string] | null {
    if (growing) return null;
    let totals = this.#totals.get(place.file);
    if (totals === undefined) {
      const present = this.#open.get(place.file) ?? KeyFilterFile.open(place, summary);
      totals = present?.totals() ?? undefined;
      if (present !== null && !this.#open.has(place.file)) present.close();
      if (totals === undefined) return null;
      this.#rememberTotals(place.file, totals);
    }
    return totals[prefix] ?? null;
  }

  /** To be called when partitions have come or gone. */
  forget(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
    this.#remembered.clear();
    this.#totals.clear();
    this.#totalValues = 0;
  }

  #rememberTotals(file: string, totals: FacetTotals): void {
    const values = countValues(totals);
    for (const [oldest, forgotten] of this.#totals) {
      if (this.#totalValues + values <= this.#totalValuesMax) break;
      this.#totals.delete(oldest);
      this.#totalValues -= countValues(forgotten);
    }
    this.#totals.set(file, totals);
    this.#totalValues += values;
  }

  #mayMatch(expression: IndexExpression, partition: FilteredPlace): boolean {
    switch (expression.kind) {
      case "token":
        return this.mayHold(expression.token, partition);
      case "and":
        return expression.operands.every((operand) => this.#mayMatch(operand, partition));
      case "or":
        return expression.operands.some((operand) => this.#mayMatch(operand, partition));
      case "none":
        return false;
      default:
        return true;
    }
  }

  /** Whether a partition can hold a token, or what has a key of `identifier-terms.ts`. */
  mayHold(key: string, partition: FilteredPlace): boolean {
    if (partition.growing) return true;
    const { file } = partition.place;
    const remembered = this.#answersFor(key);
    const known = remembered.get(file);
    if (known !== undefined) return known;
    const answer = this.#lookUp(keyHash(key.toWellFormed()), partition);
    if (answer !== null) remembered.set(file, answer);
    return answer ?? true;
  }

  #answersFor(token: string): Map<string, boolean> {
    let answers = this.#remembered.get(token);
    if (answers !== undefined) return answers;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size >= KEYS_REMEMBERED_MAX) {
      this.#remembered.delete(oldest);
    }
    answers = new Map();
    this.#remembered.set(token, answers);
    return answers;
  }

  /** Null when there is no filter yet. */
  #lookUp(hash: KeyHash, { place, summary }: FilteredPlace): boolean | null {
    const present = this.#open.get(place.file);
    if (present !== undefined) return present.mayHold(hash);
    const opened = KeyFilterFile.open(place, summary);
    if (opened === null) return null;
    const answer = opened.mayHold(hash);
    if (this.#open.size < FILTERS_OPEN_MAX) this.#open.set(place.file, opened);
    else opened.close();
    return answer;
  }
}

function countValues(totals: FacetTotals): number {
  return Object.values(totals).reduce((sum, values) => sum + values.length, 0);
}

function countTokens(expression: IndexExpression): number {
  switch (expression.kind) {
    case "token":
      return 1;
    case "and":
    case "or":
      return expression.operands.reduce((sum, operand) => sum + countTokens(operand), 0);
    default:
      return 0;
  }
}
