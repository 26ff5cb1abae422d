import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { z } from "zod";
import type { ShopClock } from "../clock/shop-clock.ts";
import { type Letter, letterSchema, type Post } from "../mail/letter.ts";

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

/** Letters kept, the newest: some 20 MB, so that a shop which runs for months does not fill the disk. */
const LETTERS_MAX = 10_000;

/** Counted anew after so many letters. */
const LETTERS_BETWEEN_COUNTS = 500;

/** End of the name of a letter that is held. */
const HELD = ".json";

const heldLetter = letterSchema.extend({ heldMs: z.number() });

/**
 * Takes the shop's mails as files, one a letter, which any mail program opens. They hold card codes: only the
 * own user reads them. Nothing is sent to anybody. A letter is held in a directory beside, from before its
 * record is committed until its file is there.
 */
export class MailDirectory implements Post {
  readonly #directory: string;
  readonly #heldDirectory: string;
  /** When each letter was held, by its mail's ID: its file has the same name after a crash. */
  readonly #heldMs = new Map<string, number>();
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
    this.#directory = options.directory;
    this.#heldDirectory = `${options.directory}-held`;
    for (const made of [this.#directory, this.#heldDirectory]) {
      mkdirSync(made, { recursive: true, mode: DIRECTORY_MODE });
    }
    this.#clock = options.clock;
    this.#onFailure = options.onFailure;
  }

  hold(letter: Letter): void {
    const heldMs = this.#clock.nowMs();
    const text = JSON.stringify({ ...letter, heldMs });
    writeFileSync(this.#heldPath(letter.mailId, HELD), text, { mode: FILE_MODE, flush: true });
    this.#heldMs.set(letter.mailId, heldMs);
  }

  /**
   * Delivers the letters that a crash left, but for those whose record was never committed: these are removed.
   * Before the shop holds new ones. One that cannot be read is told of and stays.
   */
  recover(isRecorded: (mailId: string) => boolean): void {
    for (const file of readdirSync(this.#heldDirectory).sort()) {
      const mailId = file.slice(0, -HELD.length);
      if (!file.endsWith(HELD) || !isRecorded(mailId)) {
        rmSync(join(this.#heldDirectory, file), { force: true });
        continue;
      }
      try {
        this.#deliverHeld(join(this.#heldDirectory, file));
      } catch (error) {
        this.#onFailure(error);
      }
    }
  }

  #deliverHeld(path: string): void {
    const { heldMs, ...letter } = heldLetter.parse(JSON.parse(readFileSync(path, "utf8")));
    this.#heldMs.set(letter.mailId, heldMs);
    this.deliver(letter);
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
    const sentMs = this.#heldMs.get(mailId) ?? this.#clock.nowMs();
    const { message } = await this.#composer.sendMail({
      from: sender,
      to: recipient,
      ...(bcc !== null && { bcc }),
      subject,
      text,
      date: new Date(sentMs),
    });
    // As many digits in each, so that names sort by time.
    const name = `${sentMs}-${mailId}.eml`;
    const written = this.#heldPath(mailId, ".eml");
    await writeFile(written, message, { mode: FILE_MODE });
    await rename(written, join(this.#directory, name));
    rmSync(this.#heldPath(mailId, HELD), { force: true });
    this.#heldMs.delete(mailId);
    this.#sinceCount += 1;
    if (this.#sinceCount >= LETTERS_BETWEEN_COUNTS) this.#prune();
  }

  #heldPath(mailId: string, end: string): string {
    return join(this.#heldDirectory, `${mailId}${end}`);
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
