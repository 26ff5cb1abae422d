import { TracewellError } from "#domain/errors.ts";
import type { FollowedSource, FollowPorts, OpenFile } from "./follow-ports.ts";

/** Bytes of a stream that are read at a time. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file, and asks of what was opened whether it may be followed: its name may lead elsewhere since it
 * was found. Rejects with `unreadable-body` where it may not, and with errors of the system.
 */
export async function openAllowed(
  { files, allows }: Pick<FollowPorts, "files" | "allows">,
  source: FollowedSource,
  path: string,
): Promise<OpenFile> {
  const open = await files.open(path);
  try {
    if (allows(await open.realPath(), source)) return open;
    throw new TracewellError("unreadable-body", "it leads to a place that may not be followed");
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** The bytes as they are stored, from the beginning, until `ended` is aborted. */
export async function* streamAllowed(
  ports: Pick<FollowPorts, "files" | "allows">,
  source: FollowedSource,
  path: string,
  ended: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const open = await openAllowed(ports, source, path);
  try {
    for (let position = 0; ;) {
      ended.throwIfAborted();
      const bytes = await open.read(position, CHUNK_BYTES);
      if (bytes.length === 0) return;
      position += bytes.length;
      yield bytes;
    }
  } finally {
    await open.close();
  }
}
