import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { readWhole } from "./cut-tail.ts";
import { corrupt } from "./ledger-failure.ts";

const NOTE_NAME = "retention.json";
const NOTE_VERSION = 1;

/** A whole segment that was removed, or could be. */
export interface RemovedSegment {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** On the disk, with what was derived from it. */
  readonly bytes: number;
  /** RFC 3339 UTC with three decimals; no record of the segment is newer. */
  readonly lastRecordedAt: string;
  /** `crc` of the last record's line. */
  readonly lastChecksum: string;
}

export interface Removal {
  readonly removedAt: string;
  /** Who decided it, in one line. */
  readonly by: string;
  /** Everything removed was recorded before this time. */
  readonly recordedBefore: string;
  readonly segments: readonly RemovedSegment[];
}

/** What retention has removed from a ledger, ever; it stands in `retention.json` beside the segments. */
export interface RetentionNote {
  readonly ledger: string;
  /** Records before it were removed. */
  readonly keptFromSeq: number;
  readonly removals: readonly Removal[];
}

/** Null when nothing was ever removed. Throws `ledger-corrupt` for a note that was changed. */
export function readRetentionNote(files: FileLayer, directory: string): RetentionNote | null {
  const path = join(directory, NOTE_NAME);
  if (!files.exists(path)) return null;
  const text = readWhole(files, path).toString("utf8");
  const [content = "", check = ""] = text.split("\n");
  if (check !== checkOf(content)) throw damaged(path);
  const note: unknown = JSON.parse(content);
  if (!isNote(note)) throw damaged(path);
  const { ledger, keptFromSeq: kept, removals } = note;
  return { ledger, keptFromSeq: kept, removals };
}

/** Durable when it returns. */
export function writeRetentionNote(files: FileLayer, directory: string, note: RetentionNote): void {
  const content = JSON.stringify({ version: NOTE_VERSION, ...note });
  replaceFile(files, join(directory, NOTE_NAME), [
    Buffer.from(`${content}\n${checkOf(content)}\n`),
  ]);
}

/** The first record that retention has left. */
export function keptFromSeq(files: FileLayer, directory: string): number {
  return readRetentionNote(files, directory)?.keptFromSeq ?? 1;
}

/** The checksum holds: what it covers was written here, by this version or a later one. */
function isNote(value: unknown): value is RetentionNote {
  return (
    typeof value === "object" &&
    value !== null &&
    "version" in value &&
    value.version === NOTE_VERSION
  );
}

function checkOf(content: string): string {
  return JSON.stringify({ crc: crc32(content).toString(16).padStart(8, "0") });
}

function damaged(path: string): Error {
  return corrupt(
    `${path}, which says what retention has removed, is damaged. Nothing was changed. Restore it from a backup.`,
    { file: path, offset: 0, seq: 1 },
  );
}
