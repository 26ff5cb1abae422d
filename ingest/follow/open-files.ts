import type { FileAccess } from "./follow-ports.ts";
import type { FollowedFile } from "./followed-file.ts";

/** Files held open: below the 1,024 that systems give a process by default, with room for the index. */
const OPEN_FILES_MAX = 400;

/** A file that has another name now, or whose name leads to another file. */
export class FileMoved extends Error {
  constructor(path: string) {
    super(`${path} leads to another file now.`);
    this.name = "FileMoved";
  }
}

/** Keeps the files open that were read last, and all that have lost their name. */
export class OpenFiles {
  readonly #access: FileAccess;
  readonly #used = new Set<FollowedFile>();

  constructor(access: FileAccess) {
    this.#access = access;
  }

  /** Throws `FileMoved`, and errors of the system. */
  async use(file: FollowedFile): Promise<NonNullable<FollowedFile["open"]>> {
    if (file.open === null) {
      if (file.goneSinceMs !== null) throw new FileMoved(file.path);
      const open = await this.#access.open(file.path);
      if (!file.isAt(await open.facts())) {
        await open.close();
        throw new FileMoved(file.path);
      }
      file.open = open;
    }
    this.#used.delete(file);
    this.#used.add(file);
    const { open } = file;
    await this.#closeOldest();
    return open;
  }

  async close(file: FollowedFile): Promise<void> {
    const { open } = file;
    file.open = null;
    this.#used.delete(file);
    await open?.close();
  }

  async #closeOldest(): Promise<void> {
    if (this.#used.size <= OPEN_FILES_MAX) return;
    for (const file of this.#used) {
      if (file.isBusy || file.unreadBytes > 0 || file.goneSinceMs !== null) continue;
      await this.close(file);
      if (this.#used.size <= OPEN_FILES_MAX) return;
    }
  }
}
