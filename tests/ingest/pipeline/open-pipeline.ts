import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { IngestPipeline } from "#ingest/pipeline/ingest-pipeline.ts";
import { QuarantineRetry } from "#ingest/pipeline/quarantine-retry.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { SourceRegistry } from "#ingest/pipeline/source-registry.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { PackedBatchBuilder } from "#storage/index/packed-batch-builder.ts";
import { openFileKeyStore } from "#storage/keys/file-key-store.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { openQuarantineStore } from "#storage/quarantine/ledger-quarantine.ts";

const clock = (): number => Date.UTC(2026, 5, 1);

/** A pipeline over a real ledger, key store and quarantine in a directory of its own. */
export class TestPipeline implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), "tracewell-pipeline-"));
  readonly dataDir = join(this.directory, "data");
  readonly #stack = new DisposableStack();
  readonly quarantine;
  readonly sources;
  readonly pipeline;
  readonly retries;
  readonly #ledgerDirectory = join(this.dataDir, "ledgers", "main");
  readonly #writer;

  readonly keys;

  constructor(
    files: FileLayer = nodeFiles,
    options: { readonly usesPlainLane?: boolean; readonly segmentBytesMax?: number } = {},
  ) {
    mkdirSync(this.dataDir);
    this.#stack.defer(() => rmSync(this.directory, { recursive: true }));
    const keys = openFileKeyStore({
      masterKeyFile: join(this.directory, "master.key"),
      directory: this.dataDir,
    });
    this.#stack.defer(() => keys.close());
    this.keys = keys;
    this.quarantine = openQuarantineStore({
      files: nodeFiles,
      directory: this.dataDir,
      keys,
      clock,
    });
    this.#stack.defer(() => this.quarantine.close());
    this.#writer = openLedgerWriter({
      files,
      directory: this.#ledgerDirectory,
      ledger: "main",
      clock,
      ...(options.segmentBytesMax !== undefined && { segmentBytesMax: options.segmentBytesMax }),
    });
    this.#stack.defer(() => this.#writer.close());
    this.sources = new SourceRegistry({ files: nodeFiles, directory: this.dataDir, clock });
    this.pipeline = new IngestPipeline({
      writer: this.#writer,
      quarantine: this.quarantine,
      keys,
      sources: this.sources,
      clock,
      packed: new PackedBatchBuilder({ ledger: "main", hash: createTokenHasher(keys) }),
      usesPlainLane: options.usesPlainLane ?? true,
    });
    this.retries = new QuarantineRetry({ pipeline: this.pipeline, quarantine: this.quarantine });
  }

  /** One request, alone in its group; throws what it was refused with. */
  push(body: string | Uint8Array, options: Partial<IngestRequest> = {}): IngestAnswer {
    const { results } = this.pipeline.run([request(body, options)]);
    const [result] = results;
    if (result?.ok === true) return result.answer;
    throw result?.error;
  }

  /** A reader of everything that is durable; to be closed by the caller. */
  openReader(): LedgerReader {
    const directory = this.#ledgerDirectory;
    const reader = openLedgerReader({ files: nodeFiles, directory, ledger: "main" });
    reader.advance(this.#writer.headSeq);
    return reader;
  }

  /** What the ledger holds, in order. */
  records(): {
    id: string | undefined;
    source: unknown;
    event: Record<string, unknown>;
    json: string;
  }[] {
    const reader = this.openReader();
    try {
      return reader
        .readBatch(1, { recordsMax: 100_000, bytesMax: 64 * 1024 * 1024 })
        .map(({ line }) => {
          const { id, sourceJson, eventJson } = parseEnvelope(line);
          return {
            id,
            source: JSON.parse(sourceJson) as unknown,
            event: JSON.parse(eventJson) as Record<string, unknown>,
            json: eventJson,
          };
        });
    } finally {
      reader.close();
    }
  }

  [Symbol.dispose](): void {
    this.#stack.dispose();
  }
}

export function request(
  body: string | Uint8Array,
  options: Partial<IngestRequest> = {},
): IngestRequest {
  return {
    body: typeof body === "string" ? Buffer.from(body) : body,
    sourceName: "shop",
    format: "events",
    waitIndexed: false,
    allItems: false,
    ...options,
  };
}
