import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { IngestPipeline } from "#ingest/pipeline/ingest-pipeline.ts";
import { QuarantineRetry } from "#ingest/pipeline/quarantine-retry.ts";
import { SourceRegistry } from "#ingest/pipeline/source-registry.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { openFileKeyStore } from "#storage/keys/file-key-store.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
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

  constructor(files: FileLayer = nodeFiles) {
    mkdirSync(this.dataDir);
    this.#stack.defer(() => rmSync(this.directory, { recursive: true }));
    const keys = openFileKeyStore({
      masterKeyFile: join(this.directory, "master.key"),
      directory: this.dataDir,
    });
    this.#stack.defer(() => keys.close());
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
    });
    this.#stack.defer(() => this.#writer.close());
    this.sources = new SourceRegistry({ files: nodeFiles, directory: this.dataDir, clock });
    this.pipeline = new IngestPipeline({
      writer: this.#writer,
      quarantine: this.quarantine,
      keys,
      sources: this.sources,
      clock,
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

  /** What the ledger holds, in order. */
  records(): {
    id: string | undefined;
    source: unknown;
    event: Record<string, unknown>;
    json: string;
  }[] {
    const reader = openLedgerReader({
      files: nodeFiles,
      directory: this.#ledgerDirectory,
      ledger: "main",
    });
    reader.advance(this.#writer.headSeq);
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
