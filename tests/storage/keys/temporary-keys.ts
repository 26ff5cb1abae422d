import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileKeyStore, openFileKeyStore } from "#storage/keys/file-key-store.ts";

/** A key store in a directory of its own; both vanish at the end of the test. */
export class TemporaryKeys implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), "tracewell-keys-"));
  readonly directory = join(this.root, "data");
  readonly masterKeyFile = join(this.root, "config", "master.key");
  readonly #opened: { close(): void }[] = [];

  open(): FileKeyStore {
    return this.#remember(
      openFileKeyStore({ masterKeyFile: this.masterKeyFile, directory: this.directory }),
    );
  }

  openReader() {
    const { masterKeyFile, directory } = this;
    return this.#remember(openFileKeyStore({ masterKeyFile, directory, readOnly: true }));
  }

  closeAll(): void {
    for (const store of this.#opened.splice(0)) store.close();
  }

  [Symbol.dispose](): void {
    this.closeAll();
    rmSync(this.root, { recursive: true, force: true });
  }

  #remember<Store extends { close(): void }>(store: Store): Store {
    this.#opened.push(store);
    return store;
  }
}
