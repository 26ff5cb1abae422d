import { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader } from "../lifecycle-store.ts";

/**
 * The reading half on the SQLite file of the writing one, which may be made, filled and made anew meanwhile:
 * what is not there yet reads as empty.
 */
export function openLifecycleReader({ file }: { readonly file: string }): LifecycleReader {
  throw new TracewellError("internal", `${file} cannot be read yet.`);
}
