import { isDeepStrictEqual } from "node:util";
import { TracewellError } from "#domain/errors.ts";
import { codeOf, describe, discoverFiles } from "./discover-files.ts";
import { globMatcher } from "#ingest/pipeline/file-globs.ts";
import { CompressedFiles } from "./compressed-files.ts";
import type { FileFacts, FollowedFileStatus, FollowedSource, FollowPorts } from "./follow-ports.ts";
import { FollowedFile } from "./followed-file.ts";
import { finishGone, forgetOldest } from "./gone-files.ts";
import { KnownFiles, placeOf } from "./known-files.ts";
import { openAllowed } from "./open-allowed.ts";
import type { OpenFiles } from "./open-files.ts";
import { hasLaterFile, inOrderOfWriting, standInLine } from "./rotation-order.ts";
import { readBeginning, recognizeFile } from "./recognize-file.ts";
import { SourceHealth } from "./source-health.ts";

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
  readonly #isMeant: (path: string) => boolean;
  /** Nobody waits for it any more. */
  readonly #ended = new AbortController();
  #nextNumber = 1;
  #hadFiles = false;
  #isLoaded = false;
  #isStarted = false;

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
    const { signal } = this.#ended;
    this.health = new SourceHealth(source, ports, signal);
    const { paths, exclude = [] } = source.files;
    const [isNamed, isExcluded] = [globMatcher(paths), globMatcher(exclude)];
    this.#isMeant = (path) => isNamed(path) && !isExcluded(path);
    this.#compressed = new CompressedFiles({
      source,
      ports,
      ended: signal,
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

  /** Whether a path is among those to be followed. */
  means(path: string): boolean {
    return this.#isMeant(path);
  }

  async #load(): Promise<void> {
    const nowMs = this.#ports.clock();
    const checkpoints = await this.#ports.checkpoints.list(this.source.name);
    this.#isLoaded = true;
    this.#hadFiles = checkpoints.length > 0;
    for (const checkpoint of checkpoints) {
      const file = new FollowedFile(checkpoint, nowMs);
      if (checkpoint.compressedBytes !== undefined) {
        this.#compressed.wasRead(checkpoint, checkpoint.compressedBytes);
        file.isFinished = true;
      } else this.#displaced.set(checkpoint.path, file);
      this.#files.add(file);
      this.#nextNumber = Math.max(this.#nextNumber, checkpoint.file + 1);
    }
  }

  async #start(): Promise<void> {
    if (!this.#isLoaded) await this.#load();
    if (this.#isStarted) return;
    this.#count();
    await this.health.started();
    this.#isStarted = true;
  }

  /** Looks around once. Only one at a time. */
  async scan(): Promise<void> {
    const { source } = this;
    await this.#start();
    const found = await discoverFiles(source, this.#ports.files, (real) =>
      this.#ports.allows(real, source),
    );
    const arrivals = await this.#matchPresent(found.files);
    this.#unknown.clear();
    this.#compressed.begin();
    // In the order in which they were written: so each finds the one before it.
    arrivals.sort(inOrderOfWriting);
    for (const [path, facts] of arrivals) {
      await this.#arrive(path, facts, hasLaterFile(path, found.files));
    }
    const nowMs = this.#ports.clock();
    this.#compressed.present(found.files, nowMs);
    for (const missed of await finishGone(this.#files, this.#openFiles, nowMs)) {
      await this.health.missed(missed);
    }
    await forgetOldest(source.name, this.#files, this.#ports.checkpoints);
    for (const file of this.#files) {
      // Whoever writes such a file may not know yet.
      if (file.goneSinceMs !== null && file.open !== null) this.#hooks.onReady(file);
    }
    if (!isDeepStrictEqual(found.directories, this.#directories)) {
      this.#directories = found.directories;
      this.#hooks.onDirectories();
    }
    this.#hadFiles ||= found.files.size > 0;
    const errors = [...this.#unknown.values()].flatMap(({ error }) => error ?? []);
    const failed = [...this.#files].flatMap(({ error, goneSinceMs, open }) =>
      goneSinceMs === null || open !== null ? (error ?? []) : [],
    );
    const nothing =
      this.#hadFiles && found.files.size === 0 ? ["No file is where its files are named."] : [];
    this.#count();
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
    this.#count();
    await this.health.beat();
  }

  /** Waits for nothing more that takes its time. */
  end(): void {
    this.#ended.abort();
  }

  /** Follows nothing more. */
  async close(): Promise<void> {
    this.end();
    await this.#compressed.idle();
    for (const file of this.#files) await this.#openFiles.close(file);
  }

  #count(): void {
    this.health.counted(this.statuses(this.#ports.clock()), this.#present.size);
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
      // What failed is tried again in its time, and stays told of until it can be read.
      if (file.size === facts.size && file.modifiedMs === facts.modifiedMs) continue;
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

  async #arrive(path: string, facts: FileFacts, isEnded: boolean): Promise<void> {
    const followed = this.#files.at(facts);
    if (followed !== undefined && this.#present.get(followed.path) === followed) return;
    if (this.#compressed.isRead(path, facts)) return;
    try {
      const open = await openAllowed(this.#ports, this.source, path);
      try {
        const beginning = await readBeginning(open, isEnded);
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
    const before = standInLine(file, known === null, displaced, [...this.#present.values()]);
    if (before !== null && (before.open !== null || before.goneSinceMs === null)) {
      this.#hooks.onReady(before);
    }
    this.#hooks.onReady(file);
  }
}
