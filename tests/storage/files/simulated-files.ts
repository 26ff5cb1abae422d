import { dirname } from "node:path";
import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { randomInteger } from "./seeded-random.ts";
import { SimulatedInode } from "./simulated-inode.ts";

type NameChange =
  | { readonly kind: "link"; readonly path: string; readonly inode: SimulatedInode }
  | { readonly kind: "unlink"; readonly path: string }
  | {
      readonly kind: "rename";
      readonly from: string;
      readonly to: string;
      readonly inode: SimulatedInode;
    };

function systemError(code: string, operation: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${operation} '${path}'`), { code, path });
}

/**
 * A disk in memory that keeps apart what can be read from what would survive a power cut. Until synced,
 * each part of a file may be kept, dropped, filled with zeros or with garbage, independently of all others;
 * names that were made, changed or removed may come back or vanish until their directory is synced.
 * Directories themselves are durable at once.
 */
export class SimulatedDisk implements FileLayer {
  readonly #directories = new Set<string>(["/"]);
  #names = new Map<string, SimulatedInode>();
  #durableNames = new Map<string, SimulatedInode>();
  #changes: NameChange[] = [];
  #epoch = 0;

  /** Every open handle dies; what was not synced is lost, kept or spoiled as `random` decides. */
  powerCut(random: () => number): void {
    this.#epoch += 1;
    const names = new Map(this.#durableNames);
    const survives = survivalPolicy(random, this.#changes.length);
    for (const [index, change] of this.#changes.entries()) {
      if (survives(index)) applyChange(names, change);
    }
    for (const inode of new Set(names.values())) inode.powerCut(random);
    this.#names = names;
    this.#durableNames = new Map(names);
    this.#changes = [];
  }

  /** The sync of a file has failed: what was dirty is dropped although it can still be read. */
  failSync(path: string): void {
    this.#names.get(path)?.failSync();
  }

  makeDirectory(path: string): void {
    for (let place = path; !this.#directories.has(place); place = dirname(place)) {
      this.#directories.add(place);
    }
  }

  list(path: string): string[] {
    const inside = [...this.#names.keys()].filter((name) => dirname(name) === path);
    return inside.map((name) => name.slice(path.length + 1)).sort();
  }

  exists(path: string): boolean {
    return this.#names.has(path) || this.#directories.has(path);
  }

  openAppend(path: string, options: { create: boolean }): FileHandle {
    const present = this.#names.get(path);
    if (present !== undefined) return this.#handle(path, present);
    if (!options.create || !this.#directories.has(dirname(path))) {
      throw systemError("ENOENT", "open", path);
    }
    const inode = new SimulatedInode();
    this.#change({ kind: "link", path, inode });
    return this.#handle(path, inode);
  }

  openRead(path: string): FileHandle {
    const inode = this.#names.get(path);
    if (inode === undefined) throw systemError("ENOENT", "open", path);
    return this.#handle(path, inode);
  }

  syncDirectory(path: string): void {
    if (!this.#directories.has(path)) throw systemError("ENOENT", "open", path);
    const inside = (name: string): boolean => dirname(name) === path;
    for (const name of this.#durableNames.keys()) {
      if (inside(name)) this.#durableNames.delete(name);
    }
    for (const [name, inode] of this.#names) {
      if (inside(name)) this.#durableNames.set(name, inode);
    }
    this.#changes = this.#changes.filter((change) => {
      return !inside(change.kind === "rename" ? change.to : change.path);
    });
  }

  rename(from: string, to: string): void {
    const inode = this.#names.get(from);
    if (inode === undefined) throw systemError("ENOENT", "rename", from);
    this.#change({ kind: "rename", from, to, inode });
  }

  remove(path: string): void {
    if (!this.#names.has(path)) throw systemError("ENOENT", "unlink", path);
    this.#change({ kind: "unlink", path });
  }

  #change(change: NameChange): void {
    applyChange(this.#names, change);
    this.#changes.push(change);
  }

  #handle(path: string, inode: SimulatedInode): FileHandle {
    const epoch = this.#epoch;
    let open = true;
    const live = (operation: string): SimulatedInode => {
      if (!open || epoch !== this.#epoch) throw systemError("EBADF", operation, path);
      return inode;
    };
    return {
      path,
      append: (bytes) => live("write").append(bytes),
      read: (position, length) => live("read").read(position, length),
      size: () => live("fstat").size,
      truncate: (bytes) => live("ftruncate").truncate(bytes),
      sync: () => live("fdatasync").sync(),
      close: () => {
        open = false;
      },
    };
  }
}

function applyChange(names: Map<string, SimulatedInode>, change: NameChange): void {
  if (change.kind === "link") names.set(change.path, change.inode);
  if (change.kind === "unlink") names.delete(change.path);
  if (change.kind === "rename") {
    names.delete(change.from);
    names.set(change.to, change.inode);
  }
}

/** All changes, none, the first few, or each by itself. */
function survivalPolicy(random: () => number, count: number): (index: number) => boolean {
  const choice = random();
  if (choice < 0.2) return () => true;
  if (choice < 0.4) return () => false;
  const first = randomInteger(random, 0, count);
  if (choice < 0.6) return (index) => index < first;
  return () => random() < 0.5;
}
