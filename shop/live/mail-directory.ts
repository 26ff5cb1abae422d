import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { Letter, Post } from "../mail/letter.ts";

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

/** Letters kept, the newest: some 20 MB, so that a shop which runs for months does not fill the disk. */
const LETTERS_MAX = 10_000;

/** Counted anew after so many letters. */
const LETTERS_BETWEEN_COUNTS = 500;

/**
 * Takes the shop's mails as files, one a letter, which any mail program opens. They hold card codes: only the
 * own user reads them. Nothing is sent to anybody.
 */
export class MailDirectory implements Post {
  readonly #directory: string;
  readonly #composer = createTransport({ streamTransport: true, buffer: true });
  readonly #clock: ShopClock;
  readonly #onFailure: (error: unknown) => void;
  readonly #writing = new Set<Promise<void>>();
  #sinceCount = 0;

  constructor(options: {
    readonly directory: string;
    readonly clock: ShopClock;
    readonly onFailure: (error: unknown) => void;
  }) {
    mkdirSync(options.directory, { recursive: true, mode: DIRECTORY_MODE });
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#onFailure = options.onFailure;
  }

  deliver(letter: Letter): void {
    const written = this.#write(letter)
      .catch(this.#onFailure)
      .finally(() => this.#writing.delete(written));
    this.#writing.add(written);
  }

  /** Resolves when every letter is a file. */
  async close(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #write({ mailId, sender, recipient, bcc, subject, text }: Letter): Promise<void> {
    const nowMs = this.#clock.nowMs();
    const { message } = await this.#composer.sendMail({
      from: sender,
      to: recipient,
      ...(bcc !== null && { bcc }),
      subject,
      text,
      date: new Date(nowMs),
    });
    // As many digits in each, so that names sort by time.
    const name = `${nowMs}-${mailId}.eml`;
    await writeFile(join(this.#directory, name), message, { mode: FILE_MODE });
    this.#sinceCount += 1;
    if (this.#sinceCount >= LETTERS_BETWEEN_COUNTS) this.#prune();
  }

  /** Removes the oldest beyond the bound. */
  #prune(): void {
    this.#sinceCount = 0;
    const files = readdirSync(this.#directory).sort();
    for (const file of files.slice(0, Math.max(0, files.length - LETTERS_MAX))) {
      rmSync(join(this.#directory, file), { force: true });
    }
  }
}
