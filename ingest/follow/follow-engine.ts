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
import { SCAN_SOON_MS, ScanSchedule } from "./scan-schedule.ts";
import { HEARTBEAT_MS } from "./source-events.ts";
import { SourceFollower } from "./source-follower.ts";
import { WatchedDirectories } from "./watched-directories.ts";

/** Files that wait for something are thought of again so often. */
export const TICK_MS = 50;

/** A file that failed is tried again so often. */
const FAILED_RETRY_MS = 30_000;

const PIECE_BYTES_MIN = 64 * 1024;

interface Followed {
  readonly follower: SourceFollower;
  readonly schedule: ScanSchedule;
  /** Of this source, beside the reading. */
  readonly work: Set<Promise<void>>;
  nextBeatMs: number;
  /** A heartbeat that could not be written yet is not followed by others. */
  isBeating: boolean;
  /** It is followed no more. */
  isEnded: boolean;
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
  #timer: NodeJS.Timeout | undefined;
  #changes: Promise<void> = Promise.resolve();
  #stopped: string | null = null;
  #isClosing = false;

  constructor(ports: FollowPorts) {
    this.#ports = ports;
    this.#openFiles = new OpenFiles(ports);
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
    for (const { follower } of this.#sources.values()) follower.end();
    await this.#changes;
    await this.#line.idle();
    for (const [name, followed] of this.#sources) await this.#unfollow(name, followed);
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

  async #unfollow(name: string, followed: Followed): Promise<void> {
    const { follower } = followed;
    this.#sources.delete(name);
    followed.isEnded = true;
    follower.end();
    await Promise.allSettled(followed.work);
    await this.#line.without(new Set(follower.files));
    for (const file of follower.files) this.#waiting.delete(file);
    await follower.close();
  }

  #follow(source: FollowedSource): void {
    const follower: SourceFollower = new SourceFollower(source, this.#ports, this.#openFiles, {
      onReady: (file) => {
        this.#sourceOf.set(file, followed);
        this.#enqueue(file);
      },
      onDirectories: () => {
        this.#watch();
        // What came before the watch was told to nobody.
        followed.schedule.want(this.#ports.clock() + TICK_MS);
      },
    });
    const nowMs = this.#ports.clock();
    const followed: Followed = {
      follower,
      schedule: new ScanSchedule(),
      work: new Set(),
      nextBeatMs: nowMs + HEARTBEAT_MS,
      isBeating: false,
      isEnded: false,
    };
    this.#sources.set(source.name, followed);
    this.#do(followed, this.#scan(followed));
  }

  #enqueue(file: FollowedFile): void {
    if (this.#stopped === null && !this.#isClosing) this.#line.add(file);
  }

  /** Work beside the reading; what goes wrong is told, and tried again with the next look around. */
  #do(followed: Followed, work: Promise<void>): void {
    const told = work.catch((error: unknown) => this.#failed(followed, error));
    followed.work.add(told);
    void told.finally(() => followed.work.delete(told));
  }

  #failed({ follower, isEnded }: Followed, error: unknown): void {
    if (error instanceof TracewellError && error.code === "ledger-stopped") {
      this.#stopped = error.message;
    }
    if (!this.#isClosing && !isEnded) this.#ports.report(follower.source.name, messageOf(error));
  }

  #tick(): void {
    if (this.#stopped !== null) return;
    const nowMs = this.#ports.clock();
    for (const [file, dueMs] of this.#waiting) {
      if (dueMs > nowMs) continue;
      this.#waiting.delete(file);
      this.#enqueue(file);
    }
    for (const followed of this.#sources.values()) {
      if (followed.schedule.isDue(nowMs)) this.#do(followed, this.#scan(followed));
      if (nowMs < followed.nextBeatMs || followed.isBeating) continue;
      followed.nextBeatMs = nowMs + HEARTBEAT_MS;
      this.#do(followed, this.#beat(followed));
    }
  }

  async #beat(followed: Followed): Promise<void> {
    followed.isBeating = true;
    try {
      await followed.follower.beat();
    } finally {
      followed.isBeating = false;
    }
  }

  async #scan({ follower, schedule }: Followed): Promise<void> {
    schedule.begin();
    const startedMs = performance.now();
    try {
      await follower.scan();
      if (!this.#watched.isComplete) this.#watch();
    } finally {
      const tookMs = performance.now() - startedMs;
      const isSoon = follower.hasMissing || !this.#watched.isComplete;
      schedule.end(this.#ports.clock(), tookMs, isSoon);
    }
  }

  #watch(): void {
    if (this.#isClosing) return;
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
    for (const { follower, schedule } of this.#sources.values()) {
      if (!follower.directories.has(directory)) continue;
      const path = name === null ? null : join(directory, name);
      const file = path === null ? undefined : follower.at(path);
      if (file !== undefined) this.#enqueue(file);
      else if (path === null || follower.means(path)) schedule.want(this.#ports.clock() + TICK_MS);
    }
  }

  /** True when there is more of the file to be read at once. */
  async #step(file: FollowedFile): Promise<boolean> {
    const followed = this.#sourceOf.get(file);
    if (followed === undefined || followed.isEnded || this.#stopped !== null) return false;
    const { follower, schedule } = followed;
    try {
      if (file.predecessor !== null && !(await this.#mayBegin(follower.source, file))) return false;
      const outcome = await this.#reader.readNext(follower.source, file);
      if (file.error !== null) {
        file.error = null;
        schedule.want(this.#ports.clock() + TICK_MS);
      }
      if (outcome === "more") return true;
      if (outcome === "replaced") {
        await follower.replaced(file);
        schedule.want(this.#ports.clock());
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
    const { follower, schedule } = followed;
    const { name } = follower.source;
    if (error instanceof FileMoved || codeOf(error) === "ENOENT") {
      schedule.want(this.#ports.clock() + SCAN_SOON_MS);
      // It may have been the file before it that has moved.
      if (file.goneSinceMs === null) this.#later(file, SCAN_SOON_MS);
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
    schedule.want(this.#ports.clock() + TICK_MS);
    this.#later(file, FAILED_RETRY_MS);
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
