import type { FollowedFile } from "./followed-file.ts";

/** Files read at once: their pieces share one sync of the ledger. */
const FILES_AT_ONCE = 64;

/** Bytes read and not yet written, over all files; a longer single piece goes alone. */
const BYTES_AT_ONCE = 16 * 1024 * 1024;

/** Files stand in line for one piece each, so that a busy one cannot keep others waiting. */
export class ReadingLine {
  readonly #step: (file: FollowedFile) => Promise<boolean>;
  readonly #line = new Set<FollowedFile>();
  readonly #running = new Map<FollowedFile, Promise<void>>();
  #bytes = 0;
  #isStopped = false;

  /** `step` reads one piece and says whether there is more; it never rejects. */
  constructor(step: (file: FollowedFile) => Promise<boolean>) {
    this.#step = step;
  }

  add(file: FollowedFile): void {
    if (this.#running.has(file)) file.isTouched = true;
    else this.#line.add(file);
    this.#pump();
  }

  stop(): void {
    this.#isStopped = true;
    this.#line.clear();
  }

  /** Resolves when no piece is in hand. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Takes files out of the line; resolves when no piece of them is in hand. */
  async without(files: ReadonlySet<FollowedFile>): Promise<void> {
    for (const file of files) this.#line.delete(file);
    for (;;) {
      const running = [...this.#running].filter(([file]) => files.has(file));
      if (running.length === 0) return;
      for (const [file] of running) file.isTouched = false;
      await Promise.all(running.map(([, done]) => done));
      for (const file of files) this.#line.delete(file);
    }
  }

  #pump(): void {
    for (const file of this.#line) {
      if (this.#isStopped || this.#running.size >= FILES_AT_ONCE) return;
      if (file.isBusy) continue;
      const bytes = Math.min(Math.max(file.unreadBytes, 1), file.pieceBytes);
      if (this.#bytes > 0 && this.#bytes + bytes > BYTES_AT_ONCE) return;
      this.#line.delete(file);
      this.#running.set(file, this.#run(file, bytes));
    }
  }

  async #run(file: FollowedFile, bytes: number): Promise<void> {
    this.#bytes += bytes;
    file.isBusy = true;
    file.isTouched = false;
    let hasMore = false;
    try {
      hasMore = await this.#step(file);
    } finally {
      this.#bytes -= bytes;
      file.isBusy = false;
      this.#running.delete(file);
      if ((hasMore || file.isTouched) && !this.#isStopped) this.#line.add(file);
      this.#pump();
    }
  }
}
