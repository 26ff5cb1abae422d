import type { Source } from "#ingest/pipeline/source-schema.ts";

type Listener = (sources: readonly Source[]) => void;

/** The sources that follow files, by name, as the writer thread told them last. */
export class FollowedSources {
  #sources: readonly Source[];
  readonly #listeners = new Set<Listener>();

  constructor(sources: readonly Source[]) {
    this.#sources = sources;
  }

  get list(): readonly Source[] {
    return this.#sources;
  }

  changed(sources: readonly Source[]): void {
    this.#sources = sources;
    for (const listener of this.#listeners) listener(sources);
  }

  /**
   * `listener` is called with all of them after one was added, changed or removed, or follows files no more;
   * what it has not got then is not to be followed. The answer ends the subscription.
   */
  onSourcesChanged(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
