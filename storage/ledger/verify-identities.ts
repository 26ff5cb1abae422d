import type { FileLayer } from "#storage/files/file-layer.ts";
import { IdentityDigest } from "./identity-digest.ts";
import { loadIdentities, readAllIdentities } from "./identity-file.ts";
import { IdentityHasher } from "./identity-hash.ts";
import type { RecordIdentity } from "./record-identity.ts";
import type { MergedDigest } from "./verify-merged.ts";

/** Compares the identities of a segment's records with what its identities file has. */
export interface SegmentIdentities {
  /** The file, to be named when it does not fit. */
  readonly file: string;
  /** False when the file plainly lacks it. */
  accept(identity: RecordIdentity, index: number): boolean;
  /** At the end, once every record was read: whether the file has just these. */
  fits(): boolean;
}

/** The segment's own file; null when it is missing or damaged. */
export function ownIdentities(
  files: FileLayer,
  path: string,
  records: number,
): SegmentIdentities | null {
  const content = loadIdentities(files, path, records);
  if (content === null) return null;
  const handle = files.openRead(path);
  const table = (() => {
    try {
      return readAllIdentities(handle, content);
    } finally {
      handle.close();
    }
  })();
  if (table === null) return null;
  const hasher = new IdentityHasher(content.key);
  let seen = 0;
  return {
    file: path,
    accept: ({ sourceName, id }, index) => {
      seen += 1;
      hasher.hash(sourceName, id);
      let slot = table.probe(hasher.low, hasher.high, -1);
      while (slot >= 0 && table.recordAt(slot) !== index) {
        slot = table.probe(hasher.low, hasher.high, slot);
      }
      return slot >= 0;
    },
    fits: () => table.size === seen,
  };
}

/** A file of several segments, which is too large to be held. */
export function mergedIdentities({ file, key, digest }: MergedDigest): SegmentIdentities {
  const hasher = new IdentityHasher(key);
  const seen = new IdentityDigest();
  return {
    file,
    accept: ({ sourceName, id }, index) => {
      hasher.hash(sourceName, id);
      seen.add(hasher.low, hasher.high, index);
      return true;
    },
    fits: () => seen.equals(digest),
  };
}
