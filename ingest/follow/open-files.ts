import type { FollowedSource, FollowPorts, OpenFile } from "./follow-ports.ts";
import type { FollowedFile } from "./followed-file.ts";
import { openAllowed } from "./open-allowed.ts";

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
  readonly #ports: Pick<FollowPorts, "files" | "allows">;
  readonly #used = new Set<FollowedFile>();

  constructor(ports: Pick<FollowPorts, "files" | "allows">) {
    this.#ports = ports;
  }

  /** Throws `FileMoved`, and what `openAllowed` throws. */
  async use(source: FollowedSource, file: FollowedFile): Promise<OpenFile> {
    if (file.open === null) file.open = await this.#open(source, file);
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

  async #open(source: FollowedSource, file: FollowedFile): Promise<OpenFile> {
    if (file.goneSinceMs !== null) throw new FileMoved(file.path);
    const open = await openAllowed(this.#ports, source, file.path);
    try {
      if (file.isAt(await open.facts())) return open;
      throw new FileMoved(file.path);
    } catch (error) {
      await open.close();
      throw error;
    }
  }

  /** Those with unread bytes last: they could not be read any more if they lost their names meanwhile. */
  async #closeOldest(): Promise<void> {
    for (const hasUnread of [false, true]) {
      for (const file of this.#used) {
        if (this.#used.size <= OPEN_FILES_MAX) return;
        if (file.isBusy || file.goneSinceMs !== null) continue;
        if (file.unreadBytes === 0 || hasUnread) await this.close(file);
      }
    }
  }
}
