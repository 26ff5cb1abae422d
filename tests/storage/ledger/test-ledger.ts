import type { FileLayer } from "#storage/files/file-layer.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerWriterOptions } from "#storage/ledger/ledger-writer-options.ts";
import type {
  LedgerEnvelope,
  LedgerReader,
  LedgerWriter,
  RecordDraft,
} from "#storage/ledger/ledger.ts";
import { listSegments, segmentPaths } from "#storage/ledger/segment-files.ts";
import { SimulatedDisk } from "../files/simulated-files.ts";

export const DIRECTORY = "/data/ledgers/main";
export const START_MS = Date.parse("2026-01-31T09:05:00.120Z");

/** A draft from the source `api`; the event is made from `content`. */
export function draftOf(content: unknown, id?: string, sourceName = "api"): RecordDraft {
  const draft = {
    sourceName,
    sourceJson: JSON.stringify({ name: sourceName, format: "events" }),
    eventJson: JSON.stringify(content),
  };
  return id === undefined ? draft : { ...draft, id };
}

/** A ledger on a disk in memory, with a clock that stands unless it is moved. */
export class TestLedger {
  readonly disk: SimulatedDisk;
  nowMs = START_MS;

  constructor(disk: SimulatedDisk = new SimulatedDisk()) {
    this.disk = disk;
  }

  open(options: Partial<LedgerWriterOptions> = {}): LedgerWriter {
    return openLedgerWriter({
      files: this.disk,
      directory: DIRECTORY,
      ledger: "main",
      clock: () => this.nowMs,
      acquireLock: () => ({ release: () => undefined }),
      newIdentityKey: () => ({ low: 0x01234567, high: -7 }),
      ...options,
    });
  }

  /** Appends groups of records without ids and closes. */
  append(
    groups: readonly (readonly unknown[])[],
    options: Partial<LedgerWriterOptions> = {},
  ): void {
    const writer = this.open(options);
    for (const group of groups) {
      for (const content of group) writer.stage(draftOf(content));
      writer.commit();
    }
    writer.close();
  }

  reader(files: FileLayer = this.disk): LedgerReader {
    return openLedgerReader({ files, directory: DIRECTORY, ledger: "main", headFromFiles: true });
  }

  /** Every record, in order. */
  envelopes(): LedgerEnvelope[] {
    const reader = this.reader();
    const found: LedgerEnvelope[] = [];
    for (let seq = 1; seq <= reader.headSeq; seq += 1) {
      const line = reader.readLine(seq);
      if (line === null) throw new Error(`seq ${seq} is missing`);
      found.push(parseEnvelope(line));
    }
    reader.close();
    return found;
  }

  events(): unknown[] {
    return this.envelopes().map(({ eventJson }) => JSON.parse(eventJson));
  }

  get segmentFirstSeqs(): number[] {
    return listSegments(this.disk, DIRECTORY);
  }

  get lastSegment(): string {
    return segmentPaths(DIRECTORY, this.segmentFirstSeqs.at(-1) ?? 1).segment;
  }

  bytesOf(path: string): Buffer {
    const handle = this.disk.openRead(path);
    return handle.read(0, handle.size());
  }

  /** Puts other content in place of a file's, as damage or a crash would. */
  overwrite(path: string, bytes: Uint8Array): void {
    const handle = this.disk.openAppend(path, { create: true });
    handle.truncate(0);
    handle.append(bytes);
    handle.sync();
  }
}

/** A copy with one bit changed. */
export function flipped(bytes: Buffer, offset: number, bit = 1): Buffer {
  const copy = Buffer.from(bytes);
  copy[offset] = (copy[offset] ?? 0) ^ bit;
  return copy;
}
