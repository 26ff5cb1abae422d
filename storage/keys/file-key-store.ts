import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { TracewellError } from "#domain/errors.ts";
import { KeyCache } from "./key-cache.ts";
import { KeyDatabase } from "./key-database.ts";
import type { KeyStore, WritableKeyStore } from "./key-store.ts";
import {
  deriveKeys,
  SUBJECT_KEY_BYTES,
  unwrapSubjectKey,
  wrapSubjectKey,
  type DerivedKeys,
} from "./key-wrapping.ts";
import { createMasterKey, readMasterKey } from "./master-key-file.ts";

export const KEY_DATABASE_FILE = "keys.db";
const FINGERPRINT = "masterKeyFingerprint";

export interface KeyFiles {
  readonly masterKeyFile: string;
  /** The data directory; the wrapped keys stand in its `keys.db`. */
  readonly directory: string;
}

export interface FileKeyStore extends WritableKeyStore {
  /** The master key was made just now: tell the person to back it up. */
  readonly created: boolean;
}

export interface WriterKeyFiles extends KeyFiles {
  readonly readOnly?: false;
  /** Whether the ledgers hold records already; asked before a new key store would be made. */
  readonly holdsRecords?: () => boolean;
}

/**
 * Opens the key store for the writer; with `readOnly` for other threads, which see new keys as soon as
 * they are durable. Keys are made only where nothing was ever protected: with another or a missing master
 * key, and with a missing key store beside records, it throws `key-unavailable`, naming the files.
 */
export function openFileKeyStore(options: KeyFiles & { readonly readOnly: true }): KeyStore;
export function openFileKeyStore(options: WriterKeyFiles): FileKeyStore;
export function openFileKeyStore(
  options: WriterKeyFiles | (KeyFiles & { readonly readOnly: true }),
): KeyStore {
  const databaseFile = join(options.directory, KEY_DATABASE_FILE);
  if (options.readOnly === true) return openReader(options.masterKeyFile, databaseFile);
  const isKnown = holdsFingerprint(databaseFile);
  if (!isKnown && options.holdsRecords?.() === true) throw lost(databaseFile);
  return openWriter(options.masterKeyFile, databaseFile, isKnown);
}

function openReader(masterKeyFile: string, databaseFile: string): KeyStore {
  const masterKey = readMasterKey(masterKeyFile);
  if (masterKey === null) throw mismatch("is missing", masterKeyFile, databaseFile);
  const database = KeyDatabase.openReader(databaseFile);
  try {
    const derived = deriveKeys(masterKey);
    if (database.fact(FINGERPRINT) !== derived.fingerprint) {
      throw mismatch("is another one", masterKeyFile, databaseFile);
    }
    return new KeyReader(database, derived);
  } catch (error) {
    database.close();
    throw error;
  }
}

function openWriter(masterKeyFile: string, databaseFile: string, isKnown: boolean): FileKeyStore {
  let masterKey = readMasterKey(masterKeyFile);
  if (masterKey === null && isKnown) throw mismatch("is missing", masterKeyFile, databaseFile);
  let created = false;
  if (masterKey === null) ({ key: masterKey, created } = createMasterKey(masterKeyFile));
  const derived = deriveKeys(masterKey);
  const database = KeyDatabase.openWriter(databaseFile);
  try {
    const remembered = database.fact(FINGERPRINT);
    if (remembered === null) database.setFact(FINGERPRINT, derived.fingerprint);
    else if (remembered !== derived.fingerprint) {
      throw mismatch("is another one", masterKeyFile, databaseFile);
    }
    return new KeyWriter(database, derived, created);
  } catch (error) {
    database.close();
    throw error;
  }
}

function holdsFingerprint(databaseFile: string): boolean {
  const isEmpty = (statSync(databaseFile, { throwIfNoEntry: false })?.size ?? 0) === 0;
  if (isEmpty) return false;
  const database = KeyDatabase.openWriter(databaseFile);
  try {
    return database.fact(FINGERPRINT) !== null;
  } finally {
    database.close();
  }
}

function mismatch(what: string, masterKeyFile: string, databaseFile: string): TracewellError {
  return new TracewellError(
    "key-unavailable",
    `The master key ${masterKeyFile} ${what}: the keys in ${databaseFile} were wrapped with the master key of this data directory. Restore that file from its backup, or name it in TRACEWELL_MASTER_KEY_FILE.`,
    { detail: { masterKeyFile, databaseFile } },
  );
}

/** A new key store would take what was protected for erased, and give known subjects other keys. */
function lost(databaseFile: string): TracewellError {
  return new TracewellError(
    "key-unavailable",
    `The key store ${databaseFile} is missing or empty, but the ledgers beside it hold records: their protected fields can be read with its keys alone. Restore ${KEY_DATABASE_FILE} from the backup, then start again.`,
    { detail: { databaseFile } },
  );
}

/** Finds keys and never makes one. */
class KeyReader implements KeyStore {
  readonly searchKey: Buffer;
  readonly #database: KeyDatabase;
  readonly #wrapping: Buffer;
  readonly #cache = new KeyCache();
  #version: number;
  #destructions: number;

  constructor(database: KeyDatabase, derived: DerivedKeys) {
    this.#database = database;
    this.#wrapping = derived.wrapping;
    this.searchKey = derived.search;
    this.#version = database.version();
    this.#destructions = database.destructions();
  }

  subjectKey(subject: string): Buffer {
    const key = this.findSubjectKey(subject);
    if (key !== null) return key;
    throw new TracewellError("key-unavailable", `There is no key of ${subject}.`, {
      detail: { subject },
    });
  }

  findSubjectKey(subject: string): Buffer | null {
    this.#forgetDestroyedKeys();
    const cached = this.#cache.get(subject);
    if (cached !== undefined) return cached;
    const wrapped = this.#database.find(subject)?.wrapped ?? null;
    if (wrapped === null) return null;
    const key = unwrapSubjectKey(this.#wrapping, subject, wrapped);
    this.#cache.set(subject, key);
    return key;
  }

  close(): void {
    this.#cache.clear();
    this.#database.close();
  }

  /** An erasure by the writer must be felt here too, though the key is still in memory. */
  #forgetDestroyedKeys(): void {
    const version = this.#database.version();
    if (version === this.#version) return;
    this.#version = version;
    const destructions = this.#database.destructions();
    if (destructions !== this.#destructions) this.#cache.clear();
    this.#destructions = destructions;
  }
}

/** Makes and destroys keys as well. One per data directory, in the writer thread. */
class KeyWriter implements FileKeyStore {
  readonly created: boolean;
  readonly searchKey: Buffer;
  readonly #database: KeyDatabase;
  readonly #wrapping: Buffer;
  readonly #cache = new KeyCache();
  #batching = false;
  #uncommitted = false;
  #failure: TracewellError | null = null;

  constructor(database: KeyDatabase, derived: DerivedKeys, created: boolean) {
    this.#database = database;
    this.#wrapping = derived.wrapping;
    this.searchKey = derived.search;
    this.created = created;
  }

  subjectKey(subject: string): Buffer {
    const cached = this.#cache.get(subject);
    if (cached !== undefined) return cached;
    const stored = this.#database.find(subject);
    if (stored === null) return this.#makeKey(subject);
    if (stored.wrapped === null) {
      throw new TracewellError("key-unavailable", `The key of ${subject} was destroyed.`, {
        detail: { subject },
      });
    }
    const key = unwrapSubjectKey(this.#wrapping, subject, stored.wrapped);
    this.#cache.set(subject, key);
    return key;
  }

  findSubjectKey(subject: string): Buffer | null {
    const stored = this.#cache.get(subject) ?? this.#database.find(subject)?.wrapped ?? null;
    return stored === null ? null : this.subjectKey(subject);
  }

  beginBatch(): void {
    this.#batching = true;
  }

  commitBatch(): void {
    this.#refuseAfterFailure();
    this.#batching = false;
    if (!this.#uncommitted) return;
    this.#writing(() => this.#database.commit());
    this.#uncommitted = false;
  }

  destroySubjectKey(subject: string): void {
    this.commitBatch();
    this.#cache.delete(subject);
    this.#writing(() => this.#database.destroy(subject));
  }

  close(): void {
    this.#cache.clear();
    this.#database.close();
  }

  #makeKey(subject: string): Buffer {
    this.#refuseAfterFailure();
    const key = randomBytes(SUBJECT_KEY_BYTES);
    this.#writing(() => {
      if (this.#batching && !this.#uncommitted) {
        this.#database.begin();
        this.#uncommitted = true;
      }
      this.#database.insert(subject, wrapSubjectKey(this.#wrapping, subject, key));
    });
    this.#cache.set(subject, key);
    return key;
  }

  #writing(write: () => void): void {
    try {
      write();
    } catch (cause) {
      this.#cache.clear();
      this.#failure = new TracewellError(
        "ledger-stopped",
        `Keys can no longer be stored in ${this.#database.path}; nothing protected can be written. Mend the disk and start again.`,
        { cause, detail: { file: this.#database.path } },
      );
      throw this.#failure;
    }
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
