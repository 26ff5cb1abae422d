import { randomInteger } from "./seeded-random.ts";

const PAGE_BYTES = 4096;
/** Disks write a sector whole or not at all. */
const SECTOR_BYTES = 512;

type Outcome = "new" | "old" | "zeros" | "garbage";

/** Content of one simulated file: what a reader sees, and what the disk holds. */
export class SimulatedInode {
  #seen = Buffer.alloc(0);
  #durable = Buffer.alloc(0);
  readonly #dirtyPages = new Set<number>();
  /** Durable bytes that no truncation since the last sync has freed. */
  #untouchedBytes = 0;

  get size(): number {
    return this.#seen.length;
  }

  get hasUnsynced(): boolean {
    return this.#dirtyPages.size > 0 || this.#seen.length !== this.#durable.length;
  }

  read(position: number, length: number): Buffer {
    return Buffer.from(this.#seen.subarray(position, position + length));
  }

  append(bytes: Uint8Array): void {
    const from = this.#seen.length;
    this.#seen = Buffer.concat([this.#seen, bytes]);
    this.#markDirty(from, this.#seen.length);
  }

  truncate(bytes: number): void {
    const before = this.#seen.length;
    if (bytes === before) return;
    const next = Buffer.alloc(bytes);
    this.#seen.copy(next);
    this.#seen = next;
    this.#untouchedBytes = Math.min(this.#untouchedBytes, bytes);
    this.#markDirty(Math.min(bytes, before), Math.max(bytes, 1));
  }

  sync(): void {
    const next = Buffer.alloc(this.#seen.length);
    this.#durable.copy(next);
    for (const page of this.#dirtyPages) {
      const end = Math.min((page + 1) * PAGE_BYTES, this.#seen.length);
      if (page * PAGE_BYTES < end) this.#seen.copy(next, page * PAGE_BYTES, page * PAGE_BYTES, end);
    }
    this.#durable = next;
    this.#dirtyPages.clear();
    this.#untouchedBytes = next.length;
  }

  /** What Linux does when a sync fails: the pages pass for written, and can still be read for now. */
  failSync(): void {
    this.#dirtyPages.clear();
  }

  /** Decides what of the unsynced content survived; afterwards nothing else can be seen. */
  powerCut(random: () => number): void {
    const size = this.#survivingSize(random);
    const next = Buffer.alloc(size);
    this.#durable.copy(next);
    const freedFrom = this.#untouchedBytes;
    const freedTo = this.#durable.length;
    const pick = outcomePolicy(random);
    for (let start = 0; start < size; start += SECTOR_BYTES) {
      const written = this.#dirtyPages.has(Math.floor(start / PAGE_BYTES));
      const freed = Math.max(start, freedFrom) < Math.min(start + SECTOR_BYTES, freedTo);
      if (written || freed) this.#settleSector(next, start, pick(written), random);
    }
    this.#seen = next;
    this.#durable = Buffer.from(next);
    this.#dirtyPages.clear();
    this.#untouchedBytes = size;
  }

  #settleSector(next: Buffer, start: number, outcome: Outcome, random: () => number): void {
    const end = Math.min(start + SECTOR_BYTES, next.length);
    for (let at = start; at < end; at += 1) {
      // Bytes that were durable and have been written again unchanged cannot be lost.
      if (at < this.#untouchedBytes && this.#seen[at] === this.#durable[at]) continue;
      if (outcome === "new") next[at] = this.#seen[at] ?? 0;
      else if (outcome === "zeros") next[at] = 0;
      else if (outcome === "garbage") next[at] = randomInteger(random, 0, 255);
    }
  }

  #survivingSize(random: () => number): number {
    const sizes = [this.#durable.length, this.#seen.length].sort((a, b) => a - b);
    const [least = 0, most = 0] = sizes;
    const choice = random();
    if (choice < 0.3) return this.#durable.length;
    return choice < 0.7 ? this.#seen.length : randomInteger(random, least, most);
  }

  #markDirty(from: number, to: number): void {
    const last = Math.floor(Math.max(from, to - 1) / PAGE_BYTES);
    for (let page = Math.floor(from / PAGE_BYTES); page <= last; page += 1) {
      this.#dirtyPages.add(page);
    }
  }
}

/** One kind of damage for the whole file in half of the cases, a mixture of all in the other half. */
function outcomePolicy(random: () => number): (written: boolean) => Outcome {
  const kinds: readonly Outcome[] = ["new", "new", "old", "zeros", "garbage"];
  const any = (): Outcome => kinds[randomInteger(random, 0, kinds.length - 1)] ?? "new";
  const fixed = random() < 0.5 ? any() : null;
  return (written) => {
    const outcome = fixed ?? any();
    // Freed and not written again: the old bytes, or whatever else came to stand there.
    return outcome === "new" && !written ? "old" : outcome;
  };
}
