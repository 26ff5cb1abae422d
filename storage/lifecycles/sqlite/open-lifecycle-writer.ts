import { TracewellError } from "#domain/errors.ts";
import type { LifecycleBasis, LifecycleWriter } from "../lifecycle-store.ts";

export interface LifecycleWriterOptions {
  /** The database; made, with its directory, where it is missing. */
  readonly file: string;
  /** By what the view is made; one made by something else is made anew. */
  readonly basis: LifecycleBasis;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
}

/** The writing half on one SQLite file; one per file. */
export function openLifecycleWriter({ file }: LifecycleWriterOptions): LifecycleWriter {
  throw new TracewellError("internal", `${file} cannot be written yet.`);
}
