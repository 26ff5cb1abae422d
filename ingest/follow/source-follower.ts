import { isDeepStrictEqual } from "node:util";
import { TracewellError } from "#domain/errors.ts";
import { codeOf, describe, discoverFiles } from "./discover-files.ts";
import { CompressedFiles } from "./compressed-files.ts";
import type { FileFacts, FollowedFileStatus, FollowedSource, FollowPorts } from "./follow-ports.ts";
import { FollowedFile } from "./followed-file.ts";
import { KnownFiles, placeOf } from "./known-files.ts";
import type { OpenFiles } from "./open-files.ts";
import { inOrderOfWriting, standBetween, writtenBefore } from "./rotation-order.ts";
import { readBeginning, recognizeFile } from "./recognize-file.ts";
import { SourceHealth } from "./source-health.ts";

/** A file without a name is looked for so long: a rename or a compression may be under way. */
const GONE_MS = 6_000;

/** Of files that are gone, so many are remembered a source, in case they come back: the newest. */
const GONE_FILES_MAX = 10_000;

export interface FollowerHooks {
  /** A file has something to be read. */
  readonly onReady: (file: FollowedFile) => void;
  /** The directories to be watched changed. */
  readonly onDirectories: () => void;
}

/** Finds the files of one source, knows them again, and sees them go. */
export class SourceFollower {
  readonly source: FollowedSource;
  readonly health: SourceHealth;
  readonly #ports: FollowPorts;
  readonly #openFiles: OpenFiles;
  readonly #hooks: FollowerHooks;
  readonly #files = new KnownFiles();
  /** By path: the file that had the name before, for the one that has it now. */
  readonly #displaced = new Map<string, FollowedFile>();
  /** Files whose first line is not whole, or that cannot be read (yet). */
  readonly #unknown = new Map<string, FollowedFileStatus>();
  readonly #compressed: CompressedFiles;
  #present = new Map<string, FollowedFile>();
  #directories: ReadonlySet<string> = new Set();
  #nextNumber = 1;
  #hadFiles = false;

  constructor(
    source: FollowedSource,
    ports: FollowPorts,
    openFiles: OpenFiles,
    hooks: FollowerHooks,
  ) {
    this.source = source;
    this.#ports = ports;
    this.#openFiles = openFiles;
    this.#hooks = hooks;
    this.health = new SourceHealth(source, ports);
    this.#compressed = new CompressedFiles({
      source,
      ports,
      known: this.#files,
      isAtHand: (file) => file.open !== null || this.#present.get(file.path) === file,
      nextNumber: () => this.#nextNumber++,
    });
  }

  get directories(): ReadonlySet<string> {
    return this.#directories;
  }

  get files(): Iterable<FollowedFile> {
    return this.#files;
  }

  get hasMissing(): boolean {
    for (const file of this.#files) if (file.goneSinceMs !== null && !file.isFinished) return true;
    return this.#compressed.isBusy;
  }

  at(path: string): FollowedFile | undefined {
    return this.#present.get(path);
  }

  async load(): Promise<void> {
    const nowMs = this.#ports.clock();
    for (const checkpoint of await this.#ports.checkpoints.list(this.source.name)) {
      const file = new FollowedFile(checkpoint, nowMs);
      if (checkpoint.compressedBytes !== undefined) {
        this.#compressed.wasRead(checkpoint, checkpoint.compressedBytes);
        file.isFinished = true;
      } else this.#displaced.set(checkpoint.path, file);
      this.#files.add(file);
      this.#nextNumber = Math.max(this.#nextNumber, checkpoint.file + 1);
    }
    this.health.counted(this.#counts());
    await this.health.started();
  }

  /** Looks around once. Only one at a time. */
  async scan(): Promise<void> {
    const { source } = this;
    const found = await discoverFiles(source, this.#ports.files, (real) =>
      this.#ports.allows(real, source),
    );
    const arrivals = await this.#matchPresent(found.files);
    this.#unknown.clear();
    this.#compressed.begin();
    // In the order in which they were written: so each finds the one before it.
    arrivals.sort(inOrderOfWriting);
    for (const [path, facts] of arrivals) await this.#arrive(path, facts);
    await this.#finishGone();
    if (!isDeepStrictEqual(found.directories, this.#directories)) {
      this.#directories = found.directories;
      this.#hooks.onDirectories();
    }
    this.#hadFiles ||= found.files.size > 0;
    const errors = [...this.#unknown.values()].flatMap(({ error }) => error ?? []);
    const failed = [...this.#present.values()].flatMap(({ error }) => error ?? []);
    const nothing =
      this.#hadFiles && found.files.size === 0 ? ["No file is where its files are named."] : [];
    this.health.counted(this.#counts());
    await this.health.judge([...found.problems, ...errors, ...failed, ...nothing]);
  }

  /** The content of a file was cut short or written anew. What it has now is another file. */
  async replaced(file: FollowedFile): Promise<void> {
    const { path } = file;
    const missed = file.unreadBytes;
    this.#present.delete(path);
    await this.#openFiles.close(file);
    file.goneSinceMs = this.#ports.clock();
    // A copy of the old content may lie beside it: then nothing is missed.
    this.#displaced.set(path, file);
    if (missed === 0) file.isFinished = true;
    else file.error = `Its content was cut before its last ${missed} bytes were read.`;
  }

  statuses(nowMs: number): FollowedFileStatus[] {
    const present = [...this.#present.values()].map((file) => file.status(nowMs));
    return [...present, ...this.#unknown.values()].toSorted((left, right) =>
      left.path < right.path ? -1 : 1,
    );
  }

  async beat(): Promise<void> {
    this.health.counted(this.#counts());
    await this.health.beat();
  }

  /** Follows nothing more. */
  async close(): Promise<void> {
    await this.#compressed.idle();
    for (const file of this.#files) await this.#openFiles.close(file);
  }

  #counts(): { files: number; lagMs: number; unreadBytes: number } {
    const nowMs = this.#ports.clock();
    const statuses = [...this.#present.values()].map((file) => file.status(nowMs));
    return {
      files: statuses.length,
      lagMs: Math.max(0, ...statuses.map(({ lagMs }) => lagMs)),
      unreadBytes: statuses.reduce((sum, { size, offset }) => sum + Math.max(0, size - offset), 0),
    };
  }

  /** Files that are where they were, or were renamed. The answer has the rest. */
  async #matchPresent(found: ReadonlyMap<string, FileFacts>): Promise<[string, FileFacts][]> {
    const nowMs = this.#ports.clock();
    const rest: [string, FileFacts][] = [];
    const present = new Map<string, FollowedFile>();
    for (const [path, facts] of found) {
      const file = this.#present.get(path);
      if (file?.isAt(facts) !== true) {
        rest.push([path, facts]);
        continue;
      }
      present.set(path, file);
      if (file.size === facts.size && file.error === null) continue;
      file.error = null;
      file.modifiedMs = facts.modifiedMs;
      if (facts.size > file.size) file.saw(facts.size, nowMs);
      this.#hooks.onReady(file);
    }
    for (const [path, file] of this.#present) {
      if (present.get(path) === file) continue;
      file.goneSinceMs ??= nowMs;
      this.#displaced.set(path, file);
    }
    this.#present = present;
    // A second name of a file that is followed already adds nothing.
    const places = new Set([...present.values()].map((file) => placeOf(file.checkpoint)));
    return rest.filter(([, facts]) => !places.has(placeOf(facts)));
  }

  async #arrive(path: string, facts: FileFacts): Promise<void> {
    const followed = this.#files.at(facts);
    if (followed !== undefined && this.#present.get(followed.path) === followed) return;
    if (this.#compressed.isRead(path, facts)) return;
    try {
      const open = await this.#ports.files.open(path);
      try {
        const beginning = await readBeginning(open);
        if (beginning.kind === "unfinished") this.#waits(path, facts);
        else if (beginning.kind === "compressed") {
          this.#waits(path, facts, this.#compressed.start(path, facts));
        } else {
          const known = await recognizeFile(
            open,
            facts,
            this.#files.beginningWith(beginning.fingerprint),
          );
          await this.#follow(path, facts, beginning.fingerprint, known);
        }
      } finally {
        await open.close();
      }
    } catch (error) {
      if (codeOf(error) === "ENOENT") return;
      const isExpected = codeOf(error) !== null || error instanceof TracewellError;
      if (!isExpected) throw error;
      this.#waits(path, facts, describe(path, error));
    }
  }

  #waits(path: string, { size }: FileFacts, error?: string): void {
    const state = error === undefined ? "waiting" : "failed";
    const failure = error === undefined ? {} : { error };
    this.#unknown.set(path, { path, state, offset: 0, size, lagMs: 0, ...failure });
  }

  async #follow(
    path: string,
    facts: FileFacts,
    fingerprint: string,
    known: FollowedFile | null,
  ): Promise<void> {
    const nowMs = this.#ports.clock();
    const displaced = this.#displaced.get(path);
    let file = known;
    const isOther = file !== null && !file.isAt(facts);
    if (file === null || this.#present.get(file.path) === file || (isOther && file.isBusy)) {
      // A copy of a file that is still being read goes on by itself, from where that one was read to.
      const { device, inode } = facts;
      const start = file?.checkpoint ?? { offset: 0, line: 1, checksum: 0, tail: "" };
      const { source } = this;
      const number = this.#nextNumber++;
      const place = { source: source.name, file: number, fingerprint, path, device, inode };
      file = new FollowedFile({ ...start, ...place }, null);
      this.#files.add(file);
    } else if (file.path !== path) {
      const wanted = this.#displaced.get(file.path) === file;
      if (!wanted && file.goneSinceMs === null) this.#displaced.set(file.path, file);
    }
    if (!file.isAt(facts)) await this.#openFiles.close(file);
    file.error = null;
    file.movedTo(path, facts, nowMs);
    this.#files.moved(file);
    this.#present.set(path, file);
    this.#displaced.delete(path);
    const isNew = known === null;
    const likely = isNew ? writtenBefore(file, this.#present.values()) : null;
    // One that has lost its name a moment ago may have been written after all that have one.
    const isLater = (displaced?.modifiedMs ?? 0) >= (likely?.modifiedMs ?? 0);
    const before = isLater ? (displaced ?? likely) : likely;
    if (isNew) standBetween(file, before ?? null, this.#present.values());
    if (before !== undefined && before !== null && before !== file && !before.isFinished) {
      file.predecessor = before;
      file.isPredecessorLikely = before !== displaced;
      before.hasSuccessor = true;
      if (before.open !== null || before.goneSinceMs === null) this.#hooks.onReady(before);
    }
    this.#hooks.onReady(file);
  }

  /** Gives up files that have no name any more, once all that can be read of them was read. */
  async #finishGone(): Promise<void> {
    const nowMs = this.#ports.clock();
    for (const file of this.#files) {
      const { goneSinceMs } = file;
      if (file.isFinished || goneSinceMs === null || nowMs - goneSinceMs < GONE_MS) continue;
      if (file.open !== null && !file.isReadToEnd) continue;
      if (file.hasSuccessor && file.open !== null && file.unreadBytes > 0) continue;
      file.isFinished = true;
      await this.#openFiles.close(file);
      if (file.unreadBytes > 0) {
        await this.health.missed(
          `${file.path} is gone; ${file.unreadBytes} of its bytes were not read.`,
        );
      }
    }
    const gone = [...this.#files].filter((file) => file.isFinished && file.goneSinceMs !== null);
    const old = gone.slice(0, Math.max(0, gone.length - GONE_FILES_MAX));
    if (old.length === 0) return;
    for (const file of old) this.#files.remove(file);
    const numbers = old.map(({ checkpoint }) => checkpoint.file);
    await this.#ports.checkpoints.forget(this.source.name, numbers);
  }
}
