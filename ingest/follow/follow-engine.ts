import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { TracewellError } from "#domain/errors.ts";
import { RETRY_MS } from "./ask-patiently.ts";
import { codeOf, describe } from "./discover-files.ts";
import type { FollowedFileStatus, FollowedSource, FollowPorts } from "./follow-ports.ts";
import type { FollowedFile } from "./followed-file.ts";
import { FileMoved, OpenFiles } from "./open-files.ts";
import { PieceReader } from "./piece-reader.ts";
import { ReadingLine } from "./reading-line.ts";
import { HEARTBEAT_MS } from "./source-events.ts";
import { SourceFollower } from "./source-follower.ts";
import { WatchedDirectories } from "./watched-directories.ts";

/** All files are looked at so often; the system's own notices come within milliseconds where it gives them. */
const SCAN_MS = 10_000;

/** The same while the system gives no notices, or a file is looked for that has lost its name. */
const SCAN_SOON_MS = 250;

/** Looking around takes at most this part of the time: the more files, the more seldom. */
const SCAN_SHARE = 10;

/** Files that wait for something are thought of again so often. */
export const TICK_MS = 50;

/** A file that failed is tried again so often. */
const FAILED_RETRY_MS = 30_000;

const PIECE_BYTES_MIN = 64 * 1024;

interface Followed {
  readonly follower: SourceFollower;
  isScanning: boolean;
  wantsScan: boolean;
  nextScanMs: number;
  nextBeatMs: number;
}

/** Follows the files of all sources: finds them, reads them in turn, one piece each, and keeps on. */
export class FollowEngine {
  readonly #ports: FollowPorts;
  readonly #openFiles: OpenFiles;
  readonly #reader: PieceReader;
  readonly #line: ReadingLine;
  readonly #watched: WatchedDirectories;
  readonly #sources = new Map<string, Followed>();
  readonly #sourceOf = new WeakMap<FollowedFile, Followed>();
  readonly #waiting = new Map<FollowedFile, number>();
  readonly #work = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #changes: Promise<void> = Promise.resolve();
  #stopped: string | null = null;
  #isClosing = false;

  constructor(ports: FollowPorts) {
    this.#ports = ports;
    this.#openFiles = new OpenFiles(ports.files);
    this.#reader = new PieceReader(ports, this.#openFiles);
    this.#line = new ReadingLine((file) => this.#step(file));
    this.#watched = new WatchedDirectories(ports.files, (path) => this.#changed(path));
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /**
   * Follows these sources and no others, from now on; those that are as they were go on undisturbed. Resolves
   * when what was in hand of the others is written. May be called at any time.
   */
  configure(sources: readonly FollowedSource[]): Promise<void> {
    const changed = this.#changes.then(() => this.#configure(sources));
    this.#changes = changed.catch(() => undefined);
    return changed;
  }

  /** Why nothing more is read; null while it is. */
  get stopped(): string | null {
    return this.#stopped;
  }

  /** Files of a source, by path; none for a source that is not followed. */
  followedFiles(name: string): FollowedFileStatus[] {
    const nowMs = this.#ports.clock();
    return this.#sources.get(name)?.follower.statuses(nowMs) ?? [];
  }

  /** Begins nothing more; resolves when the pieces in hand are written. Idempotent. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#timer);
    this.#line.stop();
    this.#watched.close();
    await this.#changes;
    await this.#line.idle();
    await Promise.allSettled(this.#work);
    for (const { follower } of this.#sources.values()) await follower.close();
    this.#sources.clear();
  }

  async #configure(sources: readonly FollowedSource[]): Promise<void> {
    const wanted = new Map(sources.map((source) => [source.name, source]));
    for (const [name, followed] of this.#sources) {
      if (isDeepStrictEqual(wanted.get(name), followed.follower.source)) wanted.delete(name);
      else await this.#unfollow(name, followed);
    }
    for (const source of this.#isClosing ? [] : wanted.values()) this.#follow(source);
    this.#watch();
  }

  async #unfollow(name: string, { follower }: Followed): Promise<void> {
    this.#sources.delete(name);
    for (const file of follower.files) this.#waiting.delete(file);
    await this.#line.without(new Set(follower.files));
    await follower.close();
  }

  #follow(source: FollowedSource): void {
    const follower: SourceFollower = new SourceFollower(source, this.#ports, this.#openFiles, {
      onReady: (file) => {
        this.#sourceOf.set(file, followed);
        this.#enqueue(file);
      },
      onDirectories: () => this.#watch(),
    });
    const nowMs = this.#ports.clock();
    const followed: Followed = {
      follower,
      isScanning: true,
      wantsScan: false,
      nextScanMs: nowMs,
      nextBeatMs: nowMs + HEARTBEAT_MS,
    };
    this.#sources.set(source.name, followed);
    const begin = async (): Promise<void> => {
      await follower.load();
      followed.isScanning = false;
    };
    this.#do(source.name, begin());
  }

  #enqueue(file: FollowedFile): void {
    if (this.#stopped === null && !this.#isClosing) this.#line.add(file);
  }

  /** Work beside the reading; what goes wrong is told, and tried again with the next look around. */
  #do(name: string, work: Promise<void>): void {
    const told = work.catch((error: unknown) => this.#failed(name, error));
    this.#work.add(told);
    void told.finally(() => this.#work.delete(told));
  }

  #failed(name: string, error: unknown): void {
    if (error instanceof TracewellError && error.code === "ledger-stopped") {
      this.#stopped = error.message;
    }
    if (!this.#isClosing) this.#ports.report(name, messageOf(error));
  }

  #tick(): void {
    if (this.#stopped !== null) return;
    const nowMs = this.#ports.clock();
    for (const [file, dueMs] of this.#waiting) {
      if (dueMs > nowMs) continue;
      this.#waiting.delete(file);
      this.#enqueue(file);
    }
    for (const [name, followed] of this.#sources) {
      const { follower } = followed;
      if (!followed.isScanning && nowMs >= followed.nextScanMs)
        this.#do(name, this.#scan(followed));
      if (nowMs < followed.nextBeatMs) continue;
      followed.nextBeatMs = nowMs + HEARTBEAT_MS;
      this.#do(name, follower.beat());
    }
  }

  async #scan(followed: Followed): Promise<void> {
    followed.isScanning = true;
    followed.wantsScan = false;
    const startedMs = performance.now();
    try {
      await followed.follower.scan();
    } finally {
      const tookMs = performance.now() - startedMs;
      const isSoon =
        followed.wantsScan || followed.follower.hasMissing || !this.#watched.isComplete;
      const pauseMs = isSoon ? SCAN_SOON_MS : SCAN_MS;
      followed.nextScanMs = this.#ports.clock() + Math.max(pauseMs, tookMs * SCAN_SHARE);
      followed.isScanning = false;
    }
  }

  #watch(): void {
    const sources = [...this.#sources.values()];
    const directories = new Set<string>();
    for (const { follower } of sources) {
      for (const directory of follower.directories) directories.add(directory);
    }
    this.#watched.set(directories);
  }

  /** `path` is a directory where the system does not say more, or names came and went. */
  #changed(path: { directory: string; name: string | null }): void {
    const { directory, name } = path;
    for (const followed of this.#sources.values()) {
      if (!followed.follower.directories.has(directory)) continue;
      const file = name === null ? undefined : followed.follower.at(join(directory, name));
      if (file !== undefined) this.#enqueue(file);
      else {
        followed.wantsScan = true;
        followed.nextScanMs = Math.min(followed.nextScanMs, this.#ports.clock() + TICK_MS);
      }
    }
  }

  /** True when there is more of the file to be read at once. */
  async #step(file: FollowedFile): Promise<boolean> {
    const followed = this.#sourceOf.get(file);
    if (followed === undefined || this.#stopped !== null) return false;
    const { follower } = followed;
    try {
      if (file.predecessor !== null && !(await this.#mayBegin(follower.source, file))) return false;
      const outcome = await this.#reader.readNext(follower.source, file);
      if (file.error !== null) file.error = null;
      if (outcome === "more") return true;
      if (outcome === "replaced") {
        await follower.replaced(file);
        followed.nextScanMs = this.#ports.clock();
      } else if (file.unreadBytes > 0 && file.closedSize !== file.size) this.#later(file, TICK_MS);
      return false;
    } catch (error) {
      return this.#stepFailed(followed, file, error);
    }
  }

  async #mayBegin(source: FollowedSource, file: FollowedFile): Promise<boolean> {
    const { predecessor } = file;
    if (predecessor === null) return true;
    const isFree = !predecessor.isBusy;
    if (isFree) {
      predecessor.isBusy = true;
      try {
        if (await this.#reader.join(source, predecessor, file)) {
          predecessor.hasSuccessor = false;
          file.predecessor = null;
          return true;
        }
      } finally {
        predecessor.isBusy = false;
      }
      if (!predecessor.isReadToEnd) this.#enqueue(predecessor);
    }
    this.#later(file, TICK_MS);
    return false;
  }

  #later(file: FollowedFile, pauseMs: number): void {
    this.#waiting.set(file, this.#ports.clock() + pauseMs);
  }

  #stepFailed(followed: Followed, file: FollowedFile, error: unknown): boolean {
    const { name } = followed.follower.source;
    if (error instanceof FileMoved || codeOf(error) === "ENOENT") {
      followed.nextScanMs = Math.min(followed.nextScanMs, this.#ports.clock() + SCAN_SOON_MS);
      return false;
    }
    const code = error instanceof TracewellError ? error.code : null;
    if (code === "ledger-stopped" || code === "closed") {
      this.#stopped ??= messageOf(error);
      if (!this.#isClosing) this.#ports.report(name, `Nothing more is read: ${messageOf(error)}`);
      return false;
    }
    if (code === "body-too-large" && file.pieceBytes > PIECE_BYTES_MIN) {
      file.pieceBytes = Math.max(PIECE_BYTES_MIN, Math.floor(file.pieceBytes / 4));
      return true;
    }
    if (code === "overloaded") {
      this.#later(file, RETRY_MS);
      return false;
    }
    file.error = describe(file.path, error);
    this.#ports.report(name, file.error);
    this.#later(file, FAILED_RETRY_MS);
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
