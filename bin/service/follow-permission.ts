import { isWithin, realPath } from "#bin/real-path.ts";
import { fixedPartOf } from "#ingest/pipeline/file-globs.ts";

export interface FollowBounds {
  /** Directories within which sources made by API and command may follow files. */
  readonly followDirectories: readonly string[];
  /** Files and directories that no source may follow: what is in them is secret, or ours. */
  readonly forbidden: readonly string[];
}

type ManagedBy = "config" | "api";

/**
 * Which files may be followed. Whoever writes the configuration file may name any directory, whoever asks
 * through the API only those that are listed: else a token would be enough to read the whole machine.
 */
export class FollowPermission {
  readonly #directories: readonly string[];
  readonly #realDirectories: readonly string[];
  readonly #realForbidden: readonly string[];

  constructor({ followDirectories, forbidden }: FollowBounds) {
    this.#directories = followDirectories;
    this.#realDirectories = followDirectories.map(realPath);
    this.#realForbidden = forbidden.map(realPath);
  }

  /** Why an absolute glob may not be followed, to stand behind its place; null where it may. */
  globProblem(glob: string, managedBy: ManagedBy): string | null {
    const fixed = fixedPartOf(glob);
    const real = realPath(fixed);
    if (this.allows(real, managedBy)) return null;
    // Where a link leads is not told: the path may be a guess of somebody who may not see it.
    const place = real === fixed ? fixed : `${fixed} leads by a link to a place that`;
    if (this.#isForbidden(real)) {
      return `${place} is never followed: the data directory, the master key and the configuration file are not for records`;
    }
    const allowed = this.#directories.length === 0 ? "there is none" : this.#directories.join(", ");
    return `${place} is in no directory whose files may be followed (${allowed}). Allow it by the setting followDirectories and a restart, or name the source in the configuration file`;
  }

  /**
   * Whether a file may be followed. `path` has its symbolic links resolved: a link in an allowed directory
   * may lead anywhere.
   */
  allows(path: string, managedBy: ManagedBy): boolean {
    if (this.#isForbidden(path)) return false;
    return (
      managedBy === "config" || this.#realDirectories.some((directory) => isWithin(directory, path))
    );
  }

  #isForbidden(path: string): boolean {
    return this.#realForbidden.some((forbidden) => isWithin(forbidden, path));
  }
}
