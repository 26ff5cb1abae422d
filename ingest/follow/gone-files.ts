import type { FollowPorts } from "./follow-ports.ts";
import type { KnownFiles } from "./known-files.ts";
import type { OpenFiles } from "./open-files.ts";

/** A file without a name is looked for so long, since it grew last: a rename or a compression may be under way. */
const GONE_MS = 6_000;

/** Of files that are gone, so many are remembered a source, in case they come back: the newest. */
const GONE_FILES_MAX = 10_000;

/**
 * Gives up files that have no name any more, once all that can be read of them was read. The answer has a
 * sentence for each that had more.
 */
export async function finishGone(
  files: KnownFiles,
  openFiles: OpenFiles,
  nowMs: number,
): Promise<string[]> {
  const missed: string[] = [];
  for (const file of files) {
    const { goneSinceMs } = file;
    if (file.isFinished || file.isBusy || goneSinceMs === null) continue;
    if (nowMs - Math.max(goneSinceMs, file.grownMs) < GONE_MS) continue;
    if (file.open !== null && !file.isReadToEnd) continue;
    if (file.hasSuccessor && file.open !== null && file.unreadBytes > 0) continue;
    file.isFinished = true;
    await openFiles.close(file);
    if (file.unreadBytes === 0) continue;
    missed.push(`${file.path} is gone; ${file.unreadBytes} of its bytes were not read.`);
  }
  return missed;
}

/** Forgets those that are gone longest, beyond the bound. */
export async function forgetOldest(
  source: string,
  files: KnownFiles,
  checkpoints: FollowPorts["checkpoints"],
): Promise<void> {
  const gone = [...files].filter((file) => file.isFinished && file.goneSinceMs !== null);
  const old = gone.slice(0, Math.max(0, gone.length - GONE_FILES_MAX));
  if (old.length === 0) return;
  for (const file of old) files.remove(file);
  await checkpoints.forget(
    source,
    old.map(({ checkpoint }) => checkpoint.file),
  );
}
