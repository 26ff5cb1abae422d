import type { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader, LifecycleWriter } from "#storage/lifecycles/lifecycle-store.ts";

/** A view of its own, empty at first; disposing closes it and removes its data. */
export interface LifecycleViewUnderTest extends AsyncDisposable {
  readonly reader: LifecycleReader;
  readonly writer: LifecycleWriter;
  /** Closes both halves and opens them again on the same data. */
  reopen(): Promise<void>;
}

export interface LifecycleSuite {
  readonly name: string;
  readonly open: () => Promise<LifecycleViewUnderTest>;
}

/** The code of the error that a call ends in; `resolved` where it does not. */
export async function codeOf(work: () => Promise<unknown>): Promise<string> {
  const error = await work().then(
    () => null,
    (reason: TracewellError) => reason,
  );
  return error?.code ?? "resolved";
}
