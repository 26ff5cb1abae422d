import type { ShopContext } from "../context.ts";

/** What the shop calls itself as a source of events. */
export const SOURCE_NAME = "shop";

/**
 * Tells that the shop is alive: without it, hours in which nothing was sold could not be told from hours of
 * which nothing was recorded.
 */
export class Heartbeat {
  readonly #shop: ShopContext;
  readonly #onFailure: (error: unknown) => void;
  readonly #closing = new AbortController();

  /** `onFailure` is told of each heartbeat that could not be noted; without it, it is a fault of ours. */
  constructor(
    shop: ShopContext,
    onFailure: (error: unknown) => void = (error) => {
      throw error;
    },
  ) {
    this.#shop = shop;
    this.#onFailure = onFailure;
  }

  /** Emits `source.started` at once, then `source.heartbeat` each `settings.heartbeatMs`. */
  start(): void {
    this.#emit("source.started", "The shop began to report.");
    void this.#beat();
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
  }

  async #beat(): Promise<void> {
    const { clock, settings } = this.#shop;
    for (;;) {
      await clock.sleep(settings.heartbeatMs, this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      try {
        this.#emit("source.heartbeat", "The shop is alive.");
      } catch (error) {
        this.#onFailure(error);
      }
    }
  }

  #emit(type: string, message: string): void {
    const { web, settings } = this.#shop;
    const stores = settings.stores.map(({ code }) => code);
    web.transaction((transaction) => {
      transaction.emit({ type, message, attributes: { name: SOURCE_NAME, stores } });
    });
  }
}
