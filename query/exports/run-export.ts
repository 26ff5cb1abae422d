import { setImmediate } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";
import type { ExportStore } from "#storage/exports/export-store.ts";
import { withCommas } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { ExportFileWriter } from "./export-file-writer.ts";
import type { ExportJob } from "./export-job.ts";
import { CHECKPOINT_BYTES, CHECKPOINT_MS, type ExportLimits } from "./export-limits.ts";
import { type ExportContext, type ExportPlace, runSteps } from "./export-work.ts";
import { makeManifest } from "./make-manifest.ts";
import { stepsOf } from "./steps-of.ts";

export interface ExportRun {
  readonly sources: QuerySources;
  readonly store: ExportStore;
  readonly limits: ExportLimits;
  readonly version: string;
  readonly nowMs: () => number;
  /** Bytes of the files of all other exports. */
  readonly otherBytes: number;
  /** Told after every piece; what is durable is told by `save`. */
  readonly onProgress: (place: ExportPlace) => void;
  /** Durable when it returns. */
  readonly save: (job: ExportJob) => void;
  /** Ends the run at the next piece. */
  readonly signal: AbortSignal;
}

function contextOf(run: ExportRun, job: ExportJob): ExportContext {
  const { answer, facts, nowMs, positions } = job;
  const { sources, store, version } = run;
  return {
    sources,
    request: { what: answer.what, format: answer.format },
    facts,
    nowMs,
    positions,
    version,
    spool: store.openSpool(answer.id),
  };
}

/**
 * Works on an export from where it is to its end, or until the signal. What was saved last is durable: the
 * file is synced before. Throws what stopped it; the job that was saved last stays as it is then.
 */
export async function runExport(run: ExportRun, given: ExportJob): Promise<ExportJob> {
  for (const [ledger, throughSeq] of Object.entries(given.positions)) {
    run.sources.ledgers.get(ledger)?.advance(throughSeq);
  }
  const context = contextOf(run, given);
  let writer: ExportFileWriter | null = null;
  try {
    writer = await ExportFileWriter.open(run.store, given.answer.id, given.bytes);
    return await writePieces(run, context, writer, given);
  } finally {
    writer?.close();
    context.spool.close();
  }
}

async function writePieces(
  run: ExportRun,
  context: ExportContext,
  writer: ExportFileWriter,
  given: ExportJob,
): Promise<ExportJob> {
  let job = given;
  let savedMs = run.nowMs();
  const save = (place: ExportPlace): void => {
    writer.sync();
    job = { ...job, place, bytes: writer.bytes };
    run.save(job);
    savedMs = run.nowMs();
  };
  let place = job.place;
  for await (const piece of runSteps(stepsOf(context), job.place)) {
    requireRoom(run, writer.bytes + Buffer.byteLength(piece.text));
    writer.append(piece.text);
    place = piece.place;
    run.onProgress(place);
    const isDue =
      writer.bytes - job.bytes >= CHECKPOINT_BYTES || run.nowMs() - savedMs >= CHECKPOINT_MS;
    if (isDue || run.signal.aborted) save(place);
    if (run.signal.aborted) return job;
    await setImmediate();
  }
  const sha256 = writer.finish();
  const finishedAt = new Date(run.nowMs()).toISOString();
  job = { ...job, place, bytes: writer.bytes };
  return { ...job, manifest: makeManifest(job, { version: run.version, sha256, finishedAt }) };
}

function requireRoom({ limits, otherBytes, store }: ExportRun, bytes: number): void {
  if (otherBytes + bytes > limits.bytesMax) {
    throw new TracewellError(
      "overloaded",
      `Exports may have ${withCommas(limits.bytesMax)} bytes on disk together. Remove some, or let them expire, and resume this one.`,
    );
  }
  if (store.freeBytes() < limits.freeBytesMin) {
    throw new TracewellError(
      "overloaded",
      `The disk has less than ${withCommas(limits.freeBytesMin)} bytes left, which the ledger needs. Make room and resume this export.`,
    );
  }
}
