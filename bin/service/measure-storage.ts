import { readdir, stat, statfs } from "node:fs/promises";
import { join, sep } from "node:path";
import type { StoredPart, StoredSegment } from "#query/answers/storage-answers.ts";
import type { StorageDesk, StorageMeasure } from "#query/api/ports.ts";
import { MAIN_LEDGER } from "./threads.ts";

/** Segments that are listed; the sums are of all. */
const SEGMENTS_LISTED_MAX = 100;

/** Files of a segment: its lines, plain or compressed, and what is derived of them. */
const SEGMENT_FILE = /^(?<firstSeq>\d{20})\.(?<kind>ndjson|ndjson\.zst|offsets|identities)$/;

type PartName = StoredPart["name"];

/** First part of a path in the data directory, and what it is for. */
const PART_OF: Readonly<Record<string, PartName>> = {
  index: "index",
  lifecycles: "lifecycles",
  exports: "exports",
  alerts: "alerts",
  checkpoints: "checkpoints",
};
const PARTS: readonly PartName[] = [
  "ledger",
  "quarantine",
  "index",
  "lifecycles",
  "exports",
  "alerts",
  "keys",
  "checkpoints",
  "other",
];
const VIEWS: ReadonlySet<PartName> = new Set(["index", "lifecycles"]);

interface FoundFile {
  /** Relative to the data directory. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * Measures the data directory each time it is asked, once for everybody who asks meanwhile. Rejects with the
 * system's error where the directory cannot be read.
 */
export function createStorageDesk(place: {
  readonly dataDir: string;
  readonly headSeq: () => number;
  /** The index lies in a cluster. */
  readonly hasIndexElsewhere: boolean;
}): StorageDesk {
  let measuring: Promise<StorageMeasure> | null = null;
  const measure = async (): Promise<StorageMeasure> => {
    const [files, disk] = await Promise.all([listFiles(place.dataDir), statfs(place.dataDir)]);
    return {
      dataDirectory: place.dataDir,
      disk: { totalBytes: disk.blocks * disk.bsize, freeBytes: disk.bavail * disk.bsize },
      parts: partsOf(files, place.hasIndexElsewhere),
      segments: { [MAIN_LEDGER]: segmentsOf(files, place.headSeq()) },
    };
  };
  return {
    measure: () => {
      measuring ??= measure().finally(() => {
        measuring = null;
      });
      return measuring;
    },
  };
}

async function listFiles(dataDir: string): Promise<FoundFile[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        // What was removed meanwhile takes no room.
        const size = await stat(path).catch(() => null);
        return size === null ? [] : [{ path: path.slice(dataDir.length + 1), bytes: size.size }];
      }),
  );
  return found.flat();
}

function partOf(path: string): PartName {
  const [first = "", second] = path.split(sep);
  if (first === "ledgers") return second === "quarantine" ? "quarantine" : "ledger";
  if (first.startsWith("quarantine-view")) return "quarantine";
  if (first.startsWith("keys.db")) return "keys";
  return PART_OF[first] ?? "other";
}

function partsOf(files: readonly FoundFile[], hasIndexElsewhere: boolean): StoredPart[] {
  return PARTS.map((name) => {
    const own = files.filter(({ path }) => partOf(path) === name);
    const isElsewhere = name === "index" && hasIndexElsewhere;
    return {
      name,
      bytes: isElsewhere ? null : own.reduce((sum, { bytes }) => sum + bytes, 0),
      files: own.length,
      isRebuildable: VIEWS.has(name),
    };
  });
}

/** The segments of the ledger by what their files are called; no file is opened. */
export function segmentsOf(
  files: readonly FoundFile[],
  headSeq: number,
): StorageMeasure["segments"][string] {
  const directory = `${join("ledgers", MAIN_LEDGER)}${sep}`;
  const found = new Map<number, { bytes: number; kinds: Set<string> }>();
  for (const { path, bytes } of files) {
    if (!path.startsWith(directory)) continue;
    const { firstSeq, kind = "" } = SEGMENT_FILE.exec(path.slice(directory.length))?.groups ?? {};
    if (firstSeq === undefined) continue;
    const segment = found.get(Number(firstSeq)) ?? { bytes: 0, kinds: new Set<string>() };
    segment.bytes += bytes;
    segment.kinds.add(kind);
    found.set(Number(firstSeq), segment);
  }
  const ordered = [...found].sort(([a], [b]) => b - a);
  const segments = ordered.map(([firstSeq, { bytes, kinds }], at): StoredSegment => {
    const next = ordered[at - 1]?.[0];
    const lastSeq = next === undefined ? headSeq : next - 1;
    return { firstSeq, lastSeq, bytes, state: at === 0 ? "open" : stateOf(kinds) };
  });
  return { segmentCount: segments.length, segments: segments.slice(0, SEGMENTS_LISTED_MAX) };
}

function stateOf(kinds: ReadonlySet<string>): StoredSegment["state"] {
  return kinds.has("ndjson.zst") && !kinds.has("ndjson") ? "compressed" : "sealed";
}
