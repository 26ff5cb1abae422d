import type { PathRow } from "#storage/lifecycles/lifecycle-store.ts";
import { counted } from "../coverage.ts";
import { compareText } from "./follow-edges.ts";
import { WaitStatistics } from "./wait-statistics.ts";

/** Different stories that are counted: some ten megabytes of names. */
const VARIANTS_MAX = 10_000;

/** A story with more steps is one of its own; nobody reads it as a way that many go. */
const VARIANT_STEPS_MAX = 200;

/** Stands in no event type. */
const SEPARATOR = "\n";

/** A story, and who lived it. */
export interface PathVariant {
  readonly steps: readonly string[];
  readonly waits: WaitStatistics;
  withFindings: number;
}

/** The different stories of objects: the types of their events, in order. */
export class PathVariants {
  readonly #variants = new Map<string, PathVariant>();
  #unlisted = 0;

  get known(): number {
    return this.#variants.size;
  }

  add({ steps, hasFinding }: PathRow): void {
    const variant = this.#variantOf(steps.map(({ type }) => type));
    if (variant === null) {
      this.#unlisted += 1;
      return;
    }
    variant.waits.add((steps.at(-1)?.atMs ?? 0) - (steps[0]?.atMs ?? 0));
    if (hasFinding) variant.withFindings += 1;
  }

  /** The most frequent first, then by their steps. */
  mostFrequent(limit: number): PathVariant[] {
    return [...this.#variants]
      .sort(
        ([leftKey, left], [rightKey, right]) =>
          right.waits.count - left.waits.count || compareText(leftKey, rightKey),
      )
      .slice(0, limit)
      .map(([, variant]) => variant);
  }

  /** Sentences for coverage where stories were not told apart. */
  reasons(): string[] {
    if (this.#unlisted === 0) return [];
    const objects = counted(this.#unlisted, "object is", "objects are");
    return [
      `${objects} in no variant: at most ${counted(VARIANTS_MAX, "variant")} of ${VARIANT_STEPS_MAX} steps are told apart.`,
    ];
  }

  #variantOf(steps: readonly string[]): PathVariant | null {
    if (steps.length > VARIANT_STEPS_MAX) return null;
    const key = steps.join(SEPARATOR);
    const known = this.#variants.get(key);
    if (known !== undefined) return known;
    if (this.#variants.size === VARIANTS_MAX) return null;
    const variant = { steps, waits: new WaitStatistics(), withFindings: 0 };
    this.#variants.set(key, variant);
    return variant;
  }
}
