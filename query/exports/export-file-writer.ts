import { createHash, type Hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { ExportFile, ExportStore } from "#storage/exports/export-store.ts";
import { HASH_BYTES } from "./export-limits.ts";

/** The file of an export and the hash of what it holds. */
export class ExportFileWriter {
  readonly #file: ExportFile;
  readonly #hash: Hash = createHash("sha256");

  private constructor(file: ExportFile) {
    this.#file = file;
  }

  /** Opens the file at `bytes`; what it holds already is read once more for its hash. */
  static async open(store: ExportStore, id: string, bytes: number): Promise<ExportFileWriter> {
    const writer = new ExportFileWriter(store.openFile(id, bytes));
    try {
      for (let position = 0; position < bytes; position += HASH_BYTES) {
        writer.#hash.update(writer.#file.read(position, Math.min(HASH_BYTES, bytes - position)));
        await setImmediate();
      }
      return writer;
    } catch (error) {
      writer.close();
      throw error;
    }
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  append(text: string): void {
    const bytes = Buffer.from(text);
    this.#file.append(bytes);
    this.#hash.update(bytes);
  }

  sync(): void {
    this.#file.sync();
  }

  /** SHA-256 in hex of everything appended; the file is complete then. */
  finish(): string {
    this.#file.sync();
    return this.#hash.digest("hex");
  }

  close(): void {
    this.#file.close();
  }
}
