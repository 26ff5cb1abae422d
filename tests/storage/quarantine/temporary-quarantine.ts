import { nodeFiles } from "#storage/files/node-files.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { openQuarantineStore } from "#storage/quarantine/ledger-quarantine.ts";
import type {
  QuarantineDraft,
  QuarantineItem,
  QuarantineStore,
} from "#storage/quarantine/quarantine-store.ts";
import { TemporaryKeys } from "../keys/temporary-keys.ts";

/** A quarantine in a data directory of its own, with its keys; all of it vanishes at the end of the test. */
export class TemporaryQuarantine implements Disposable {
  readonly keys = new TemporaryKeys();
  readonly #opened: { close(): void }[] = [];
  #nowMs = Date.UTC(2026, 0, 31, 9, 5);

  get directory(): string {
    return this.keys.directory;
  }

  open(files: FileLayer = nodeFiles): QuarantineStore {
    const keys = this.keys.open();
    const store = openQuarantineStore({
      files,
      directory: this.directory,
      keys,
      clock: () => (this.#nowMs += 1),
    });
    this.#opened.push(store);
    return store;
  }

  closeAll(): void {
    for (const store of this.#opened.splice(0)) store.close();
    this.keys.closeAll();
  }

  [Symbol.dispose](): void {
    this.closeAll();
    this.keys[Symbol.dispose]();
  }
}

export function draftOf(content: string | Uint8Array, more: Partial<QuarantineDraft> = {}) {
  const draft: QuarantineDraft = {
    reason: "undecodable",
    message: "The line is no JSON.",
    sourceName: "shop",
    format: "events",
    content: typeof content === "string" ? Buffer.from(content) : content,
    position: { line: 1 },
    ...more,
  };
  return draft;
}

/** All items, newest first, each with its content. */
export function everything(store: QuarantineStore): [QuarantineItem, string][] {
  return store
    .list({ limit: 1000 })
    .map((item) => [item, Buffer.from(store.content(item.itemId)).toString("base64")]);
}
