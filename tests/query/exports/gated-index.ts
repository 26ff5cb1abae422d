import type { EventIndexReader } from "#storage/index/event-index.ts";

/** An index whose searches can be held back and counted, so that tests act in the middle of an export. */
export class IndexGate {
  readonly index: EventIndexReader;
  searches = 0;
  #open = Promise.resolve();
  #release: () => void = () => undefined;
  #holdFrom = Infinity;

  constructor(index: EventIndexReader) {
    this.index = new Proxy(index, {
      get: (target, name) => {
        if (name === "search") return this.#search(target);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  /** Searches after so many further ones wait until `release`. */
  holdAfter(count: number): void {
    this.#holdFrom = this.searches + count;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#open = promise;
    this.#release = resolve;
  }

  release(): void {
    this.#holdFrom = Infinity;
    this.#release();
  }

  readonly #search =
    (target: EventIndexReader): EventIndexReader["search"] =>
    async (request) => {
      this.searches += 1;
      if (this.searches > this.#holdFrom) await this.#open;
      return await target.search(request);
    };
}
