import { TracewellError } from "#domain/errors.ts";
import type { LifecycleBasis } from "../lifecycle-store.ts";
import { basisOf, databaseFileExists, openDatabaseFile } from "./database-file.ts";
import { digestLifecycles } from "./digest-lifecycles.ts";
import { numberIn, textOrNull } from "./row-values.ts";
import { basisText } from "./schema.ts";

/** A view as it stands in its file. */
export interface StandingView {
  readonly throughSeq: number;
  /** The latest time at which anything was judged. */
  readonly judgedMs: number;
  /**
   * Null where it cannot be compared: it was made by something else, retention has removed records of it, or
   * it was left between two looks at deadlines.
   */
  readonly digest: string | null;
}

/** Null where there is none, or none that can be read. Changes nothing. */
export function inspectView(file: string, basis: LifecycleBasis): StandingView | null {
  if (!databaseFileExists(file)) return null;
  try {
    const database = openDatabaseFile(file, "read");
    try {
      const view = database.prepare("SELECT * FROM view WHERE id = 1").get() ?? {};
      if (textOrNull(view, "ledger") === null) return null;
      const judgedMs = numberIn(view, "judged_ms");
      const isComparable =
        basisOf(database) === basisText(basis) &&
        numberIn(view, "kept_from_seq") === 1 &&
        numberIn(view, "judged_through_ms") === judgedMs;
      return {
        throughSeq: numberIn(view, "through_seq"),
        judgedMs,
        digest: isComparable ? digestLifecycles(database) : null,
      };
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof TracewellError && error.code === "index-unavailable") return null;
    throw error;
  }
}
