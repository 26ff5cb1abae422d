import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CommittingQueue } from "#bin/service/committing-queue.ts";
import { nodeFileAccess } from "#bin/service/follow/node-file-access.ts";
import { PieceCheckpoints } from "#bin/service/piece-checkpoints.ts";
import { FollowEngine } from "#ingest/follow/follow-engine.ts";
import type { FileAccess, FollowedSource, FollowPorts } from "#ingest/follow/follow-ports.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openCheckpointStore } from "#storage/checkpoints/sqlite-checkpoint-store.ts";
import { TestPipeline } from "../pipeline/open-pipeline.ts";

export interface StoredRecord {
  readonly type: string;
  readonly message: string;
  readonly reason?: string;
  readonly file?: string;
  readonly offset?: number;
  readonly line?: number;
}

/** Followed files over a real ledger; time passes when it is told to, beside its own pace. */
export class FollowStage implements AsyncDisposable {
  readonly pipeline = new TestPipeline();
  readonly logs = join(this.pipeline.directory, "logs");
  readonly problems: string[] = [];
  readonly requests: IngestRequest[] = [];
  sources: FollowedSource[];
  /** Set: what is written is not checkpointed, as if the service were killed in between. */
  losesCheckpoints = false;
  /** Thrown by the gateway instead of an answer. */
  failure: Error | null = null;
  forbidden: string | null = null;
  /** Only pieces of files fail, not the events about the source. */
  failsPieces = false;
  /** Thrown instead of the checkpoints. */
  checkpointFailure: Error | null = null;
  /** Whether the system tells of changes. */
  watches = true;
  /** A path that is a file when it is looked at, and something else when it is opened. */
  pretendsFile: string | null = null;
  /** A path without links when it is looked at. */
  pretendsRealPath: string | null = null;
  /** A path that the system does not open, whoever runs the test. */
  unreadable: string | null = null;
  /** Times that the directory was looked at, and that the gateway refused. */
  looks = 0;
  refusals = 0;
  #passedMs = 0;
  #clockMs = 0;
  #lookedAtMs = 0;
  readonly #opened = new Map<string, number>();
  #store = this.#openStore();
  #engine: FollowEngine | null = null;

  constructor(settings: Partial<FollowedSource> = {}) {
    mkdirSync(this.logs);
    this.sources = [this.source(settings)];
  }

  source(settings: Partial<FollowedSource> = {}): FollowedSource {
    return {
      name: "shop",
      format: "ndjson",
      files: { paths: [join(this.logs, "*")] },
      managedBy: "config",
      registeredAt: "2026-06-01T00:00:00.000Z",
      ...settings,
    };
  }

  get engine(): FollowEngine {
    if (this.#engine === null) throw new Error("It was not started.");
    return this.#engine;
  }

  get checkpoints() {
    return this.#store.list("shop");
  }

  path(name: string): string {
    return join(this.logs, name);
  }

  async start(): Promise<this> {
    this.#engine = new FollowEngine(this.#ports());
    await this.#engine.configure(this.sources);
    return this;
  }

  /** Ends as a service does that is killed: what was not kept is lost. */
  async restart(): Promise<void> {
    await this.stop();
    this.#store = this.#openStore();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#engine?.close();
    this.#engine = null;
    this.#store.close();
  }

  /** The system's clock, and no time passes. */
  setClock(ms: number): void {
    this.#clockMs = ms;
  }

  /** How often a file was opened. */
  opened(path: string): number {
    return this.#opened.get(path) ?? 0;
  }

  /** Whether the last look around is a moment ago. */
  isLookingAround(): boolean {
    return performance.now() - this.#lookedAtMs < 600;
  }

  pass(ms: number): void {
    this.#passedMs += ms;
  }

  records(): StoredRecord[] {
    const reader = this.pipeline.openReader();
    try {
      const records: StoredRecord[] = [];
      for (let seq = 1; seq <= reader.headSeq; seq++) {
        const line = reader.readLine(seq);
        if (line === null) continue;
        const { eventJson, sourceJson } = parseEnvelope(line);
        const event = JSON.parse(eventJson) as StoredRecord;
        const {
          file,
          offset,
          line: number,
        } = JSON.parse(sourceJson) as {
          file?: string;
          offset?: number;
          line?: number;
        };
        const { type, message, reason } = event;
        records.push({
          type,
          message,
          ...(reason !== undefined && { reason }),
          ...(file !== undefined && { file }),
          ...(offset !== undefined && { offset }),
          ...(number !== undefined && { line: number }),
        });
      }
      return records;
    } finally {
      reader.close();
    }
  }

  /** Messages of the records that came from files, in the ledger's order. */
  messages(): string[] {
    return this.records()
      .filter(({ type }) => !type.startsWith("source."))
      .map(({ message }) => message);
  }

  /** The events about the source, without the one that it began with. */
  sourceEvents(): StoredRecord[] {
    return this.records().filter(
      ({ type }) => type.startsWith("source.") && type !== "source.started",
    );
  }

  /** Waits until `isSo`; time passes by itself meanwhile, `msEach` a look. */
  async until(isSo: () => boolean, msEach = 0): Promise<void> {
    const startedMs = performance.now();
    while (!isSo()) {
      if (performance.now() - startedMs > 8_000) {
        const known = JSON.stringify({
          files: this.engine.followedFiles("shop"),
          messages: this.messages(),
          events: this.sourceEvents(),
          problems: this.problems,
        });
        throw new Error(`It did not come to be: ${known.slice(0, 4000)}`);
      }
      this.pass(msEach);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits until all files are read to their ends. */
  async untilCurrent(names: readonly string[], msEach = 0): Promise<void> {
    await this.until(() => {
      const files = this.engine.followedFiles("shop");
      return (
        names.length === files.length &&
        names.every((name) =>
          files.some(({ path, state }) => path === this.path(name) && state === "current"),
        )
      );
    }, msEach);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    this.pipeline[Symbol.dispose]();
  }

  #openStore() {
    return openCheckpointStore({
      directory: this.pipeline.dataDir,
      headSeq: Number.MAX_SAFE_INTEGER,
      onReset: (reason) => this.problems.push(reason),
    });
  }

  /** The system's files; what cannot be timed or is not refused to everybody is brought about. */
  #files(): FileAccess {
    return {
      ...nodeFileAccess,
      list: (directory) => {
        this.looks += 1;
        this.#lookedAtMs = performance.now();
        return nodeFileAccess
          .list(directory)
          .then((entries) =>
            entries.map((entry) =>
              join(directory, entry.name) === this.pretendsFile
                ? { ...entry, kind: "file" as const }
                : entry,
            ),
          );
      },
      facts: async (path) => {
        const facts = await nodeFileAccess.facts(path);
        return path === this.pretendsFile ? { ...facts, isFile: true } : facts;
      },
      watch: (...asked) => (this.watches ? nodeFileAccess.watch(...asked) : null),
      realPath: async (path) =>
        path === this.pretendsRealPath ? path : nodeFileAccess.realPath(path),
      open: async (path) => {
        this.#opened.set(path, this.opened(path) + 1);
        if (path !== this.unreadable) return nodeFileAccess.open(path);
        throw Object.assign(new Error("permission denied"), { code: "EACCES" });
      },
    };
  }

  #ports(): FollowPorts {
    const store = this.#store;
    const kept = {
      save: (...saved: Parameters<typeof store.save>) => {
        if (!this.losesCheckpoints) store.save(...saved);
      },
    };
    const queue = new CommittingQueue(
      this.pipeline.pipeline,
      () => undefined,
      new PieceCheckpoints(kept, () => 1),
    );
    return {
      ingest: async (request) => {
        if (this.failure !== null && (!this.failsPieces || request.file !== undefined)) {
          this.refusals += 1;
          throw this.failure;
        }
        this.requests.push(request);
        return queue.add(request);
      },
      checkpoints: {
        list: async (source) => {
          if (this.checkpointFailure !== null) throw this.checkpointFailure;
          return store.list(source);
        },
        save: async (checkpoint) => store.saveDurably([checkpoint], 1),
        forget: async (source, files) => store.forget(source, files),
      },
      files: this.#files(),
      allows: (path) => this.forbidden === null || !path.includes(this.forbidden),
      clock: () => performance.now() + this.#passedMs,
      now: () => Date.now() + this.#passedMs + this.#clockMs,
      report: (_, problem) => {
        if (problem !== null) this.problems.push(problem);
      },
    };
  }
}

/** A line of a file, of an event that says `message`. */
export function lineOf(message: string): string {
  return `${JSON.stringify({ type: "trace.recorded", time: "2026-06-01T10:00:00.000Z", message })}\n`;
}

export function linesOf(from: number, to: number, prefix = "m"): string {
  return Array.from({ length: to - from }, (_, at) => lineOf(`${prefix}${from + at}`)).join("");
}

export function messagesOf(from: number, to: number, prefix = "m"): string[] {
  return Array.from({ length: to - from }, (_, at) => `${prefix}${from + at}`);
}
