import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { createTerminal, type Terminal } from "#bin/cli/terminal.ts";

/** A terminal of streams in memory. */
export class Screen {
  readonly #out: PassThrough & { isTTY: boolean; columns: number };
  readonly #note: PassThrough & { isTTY: boolean };
  readonly terminal: Terminal;

  constructor(
    options: { isTTY?: boolean; columns?: number; environment?: Record<string, string> } = {},
  ) {
    const { isTTY = false, columns = 120, environment = {} } = options;
    this.#out = Object.assign(new PassThrough({ highWaterMark: 10_000_000 }), { isTTY, columns });
    this.#note = Object.assign(new PassThrough({ highWaterMark: 10_000_000 }), { isTTY });
    this.terminal = createTerminal({ out: this.#out, note: this.#note }, environment);
  }

  /** Everything that was written; the screen is closed by it. */
  async read(): Promise<{ out: string; note: string }> {
    this.#out.end();
    this.#note.end();
    return { out: await text(this.#out), note: await text(this.#note) };
  }
}
