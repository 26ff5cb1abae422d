import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExportAnswer, ExportRequest } from "#query/answers/export-answers.ts";
import { querySources } from "#query/engine.ts";
import { ExportJobs, type ExportJobsOptions } from "#query/exports/export-jobs.ts";
import type { QuerySources } from "#query/query-sources.ts";
import type { ExportSpool } from "#storage/exports/export-spool.ts";
import type { ExportStore } from "#storage/exports/export-store.ts";
import { openFileExportStore } from "#storage/exports/file-export-store.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openSqliteExportSpool } from "#storage/exports/sqlite/export-spool.ts";
import { IndexGate } from "./gated-index.ts";
import { QueryStage, type StageOptions } from "../query-stage.ts";

/** Syncing is the disk's matter, and takes most of the time where many tests run. */
const unsynced: FileLayer = {
  ...nodeFiles,
  syncDirectory: () => undefined,
  openAppend: (path, options) => {
    const handle = nodeFiles.openAppend(path, options);
    handle.sync = () => undefined;
    return handle;
  },
};

/** The store on files, spools in memory for as long as it is there. */
function quickStore(directory: string): ExportStore {
  const files = openFileExportStore({ files: unsynced, directory });
  const spools = new Map<string, ExportSpool>();
  return {
    list: () => files.list(),
    save: (id, document) => files.save(id, document),
    openFile: (id, bytes) => files.openFile(id, bytes),
    openSpool: (id) => {
      const spool = spools.get(id) ?? openSqliteExportSpool(":memory:");
      spools.set(id, spool);
      spool.close = () => undefined;
      return spool;
    },
    dropSpool: (id) => void spools.delete(id),
    remove: (id) => files.remove(id),
    freeBytes: () => files.freeBytes(),
  };
}

/** Exports of the records of a stage, in a directory of their own. */
export class ExportStage implements AsyncDisposable {
  readonly stage: QueryStage;
  readonly directory = mkdtempSync(join(tmpdir(), "tracewell-exports-"));
  readonly failures: Error[] = [];
  /** Before the index of every export that is opened. */
  readonly gate: IndexGate;
  nowMs: number;
  #opened: ExportJobs[] = [];
  #ids = 0;
  readonly #store = quickStore(this.directory);

  constructor(options: StageOptions = {}) {
    this.stage = new QueryStage(options);
    this.nowMs = this.stage.nowMs;
    this.gate = new IndexGate(this.stage.index);
  }

  get sources(): QuerySources {
    return querySources({
      ...this.stage.engineOptions,
      index: this.gate.index,
    });
  }

  /** As a thread opens it at a start of the service. */
  open(options: Partial<ExportJobsOptions> = {}): ExportJobs {
    const jobs = ExportJobs.open({
      sources: this.sources,
      store: this.#store,
      version: "1.2.3",
      nowMs: () => this.nowMs,
      newId: () => `n${(this.#ids += 1)}`,
      onFailure: (error) => this.failures.push(error),
      ...options,
    });
    this.#opened.push(jobs);
    return jobs;
  }

  /** Asks for an export of what is there now. */
  async start(jobs: ExportJobs, request: ExportRequest): Promise<ExportAnswer> {
    const { facts } = this.stage.request();
    return await jobs.start({ request, facts, nowMs: this.stage.nowMs, by: "admin" });
  }

  /** Makes an export and waits for its end. */
  async make(request: ExportRequest, jobs = this.open()): Promise<ExportAnswer> {
    const { id } = await this.start(jobs, request);
    await jobs.settled();
    return await jobs.get(id);
  }

  text({ id }: Pick<ExportAnswer, "id">): string {
    return readFileSync(join(this.directory, id, "content"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.gate.release();
    for (const jobs of this.#opened) await jobs.close();
    await this.stage[Symbol.asyncDispose]();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
