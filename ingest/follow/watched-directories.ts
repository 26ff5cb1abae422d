import type { FileAccess } from "./follow-ports.ts";

/** Directories watched at once: each takes one of the system's watches, of which a user has some thousands. */
const DIRECTORIES_MAX = 2_000;

export interface DirectoryChange {
  readonly directory: string;
  /** Of the entry, where the system says it. */
  readonly name: string | null;
}

/** The system's notices of changes, where it gives them. */
export class WatchedDirectories {
  readonly #access: FileAccess;
  readonly #onChange: (change: DirectoryChange) => void;
  readonly #watches = new Map<string, () => void>();
  #isComplete = true;

  constructor(access: FileAccess, onChange: (change: DirectoryChange) => void) {
    this.#access = access;
    this.#onChange = onChange;
  }

  /** Whether the system tells of changes in all of them; else `set` tries again. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  set(directories: ReadonlySet<string>): void {
    for (const [directory, end] of this.#watches) {
      if (directories.has(directory)) continue;
      end();
      this.#watches.delete(directory);
    }
    this.#isComplete = true;
    for (const directory of directories) {
      if (this.#watches.has(directory)) continue;
      const end = this.#watches.size < DIRECTORIES_MAX ? this.#watch(directory) : null;
      if (end === null) this.#isComplete = false;
      else this.#watches.set(directory, end);
    }
  }

  #watch(directory: string): (() => void) | null {
    const end = this.#access.watch(
      directory,
      (name) => this.#onChange({ directory, name }),
      () => {
        // Another one may have its name by now: it is watched after the next look around.
        if (this.#watches.get(directory) !== end) return;
        end?.();
        this.#watches.delete(directory);
        this.#isComplete = false;
        this.#onChange({ directory, name: null });
      },
    );
    return end;
  }

  close(): void {
    for (const end of this.#watches.values()) end();
    this.#watches.clear();
  }
}
