import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { PartitionPlace } from "./translate-error.ts";

const GENERATION_FILE = "generation";
const PARTITION_NAME = /^(\d{20})\.db$/;
const SEQ_DIGITS = 20;
/** Of a finished partition: which tokens it can hold. */
const FILTER_SUFFIX = ".keys";
/** SQLite keeps its write-ahead log and shared memory beside the file. */
const COMPANION_SUFFIXES = ["-wal", "-shm", FILTER_SUFFIX];
/** Tokens are words of the records: only the service's own user may read them. */
const DIRECTORY_MODE = 0o700;
export const NEW_SUFFIX = ".new";
const REMOVED_SUFFIX = ".removed";

/** Where a partition lives: `<directory>/<ledger>/<segment's first seq, 20 digits>.db`. */
export function partitionPlace(
  directory: string,
  ledger: string,
  segmentFirstSeq: number,
): PartitionPlace {
  const name = `${String(segmentFirstSeq).padStart(SEQ_DIGITS, "0")}.db`;
  return { ledger, segmentFirstSeq, file: join(directory, ledger, name) };
}

/** Where a partition's filter lives. */
export function keyFilterPath(place: PartitionPlace): string {
  return place.file + FILTER_SUFFIX;
}

/** All partitions, by ledger, then by first seq. Empty when nothing was indexed. */
export function listPartitions(directory: string): PartitionPlace[] {
  const places: PartitionPlace[] = [];
  for (const ledger of namesIn(directory, "directories")) {
    for (const name of namesIn(join(directory, ledger), "files")) {
      const digits = PARTITION_NAME.exec(name)?.[1];
      if (digits !== undefined) places.push(partitionPlace(directory, ledger, Number(digits)));
    }
  }
  return places;
}

function namesIn(directory: string, kind: "files" | "directories"): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => (kind === "files" ? entry.isFile() : entry.isDirectory()))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/**
 * Changes whenever a partition appears or disappears, so readers list the directory only then. Files of
 * one `epoch` keep their names: a reader may keep them open.
 */
export interface Generation {
  readonly epoch: string;
  readonly revision: string;
}

/** Null when there is no index. */
export function readGeneration(directory: string): Generation | null {
  try {
    const text = readFileSync(join(directory, GENERATION_FILE), "utf8");
    const [epoch = "", revision = ""] = text.split(" ");
    return { epoch, revision };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Tells readers to look again; an `other` epoch when a name may have come to mean another file. */
export function renewGeneration(directory: string, epoch: "same" | "other"): void {
  const before = epoch === "same" ? readGeneration(directory)?.epoch : undefined;
  mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE });
  const file = join(directory, GENERATION_FILE);
  writeFileSync(`${file}.new`, `${before ?? randomUUID()} ${randomUUID()}`);
  renameSync(`${file}.new`, file);
}

/**
 * Removes a partition's files; readers that hold it keep their snapshot until they look again. The rename
 * comes first: a write-ahead log must never outlive its file under the old name, nor the reverse.
 */
export function removePartition(place: PartitionPlace): void {
  const removed = place.file + REMOVED_SUFFIX;
  if (existsSync(place.file)) renameSync(place.file, removed);
  removeCompanions(place.file);
  rmSync(removed, { force: true });
}

/** Clears what an interrupted removal or creation left behind. */
export function removeLeftovers(directory: string): void {
  for (const ledger of namesIn(directory, "directories")) {
    for (const name of namesIn(join(directory, ledger), "files")) {
      const unfinished = name.includes(NEW_SUFFIX) || name.endsWith(REMOVED_SUFFIX);
      if (unfinished) rmSync(join(directory, ledger, name), { force: true });
    }
  }
}

/** Lays out a partition under a passing name with `fill`, then gives it its own: complete or absent. */
export function createPartition(place: PartitionPlace, fill: (file: string) => void): void {
  const unfinished = place.file + NEW_SUFFIX;
  mkdirSync(dirname(place.file), { recursive: true, mode: DIRECTORY_MODE });
  rmSync(unfinished, { force: true });
  for (const file of [unfinished, place.file]) removeCompanions(file);
  fill(unfinished);
  renameSync(unfinished, place.file);
}

function removeCompanions(file: string): void {
  for (const suffix of COMPANION_SUFFIXES) rmSync(file + suffix, { force: true });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
