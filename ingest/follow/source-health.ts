import { askPatiently } from "./ask-patiently.ts";
import type { FollowedFileStatus, FollowedSource, FollowPorts } from "./follow-ports.ts";
import { sourceEvent, type SourceEventType } from "./source-events.ts";

interface Counts {
  readonly files: number;
  readonly lagMs: number;
  readonly unreadBytes: number;
}

/** Problems of one sentence each, of which so many are told: a thousand files may fail of one cause. */
const PROBLEMS_TOLD_MAX = 3;

/** Writes the source's own events: that it is followed, that it was lost, that it is back. */
export class SourceHealth {
  readonly #source: FollowedSource;
  readonly #ports: FollowPorts;
  readonly #ended: AbortSignal;
  #counts: Counts = { files: 0, lagMs: 0, unreadBytes: 0 };
  #told: string | null = null;
  #events = 0;

  constructor(source: FollowedSource, ports: FollowPorts, ended: AbortSignal) {
    this.#source = source;
    this.#ports = ports;
    this.#ended = ended;
  }

  /** Also what is in files that are not followed yet is unread. */
  counted(statuses: readonly FollowedFileStatus[], files: number): void {
    this.#counts = {
      files,
      lagMs: Math.max(0, ...statuses.map(({ lagMs }) => lagMs)),
      unreadBytes: statuses.reduce((sum, { size, offset }) => sum + Math.max(0, size - offset), 0),
    };
  }

  started(): Promise<void> {
    return this.#write("source.started");
  }

  beat(): Promise<void> {
    return this.#write("source.heartbeat");
  }

  /** What is wrong now, all of it; nothing where all is well. Told when it begins, and when it is over. */
  async judge(problems: readonly string[]): Promise<void> {
    const told = problems.slice(0, PROBLEMS_TOLD_MAX).join(" ");
    if (problems.length > 0 && this.#told === null) await this.#write("source.lost", told);
    else if (problems.length === 0 && this.#told !== null) await this.#write("source.recovered");
    const now = problems.length === 0 ? null : told;
    if (now !== this.#told) this.#ports.report(this.#source.name, now);
    this.#told = now;
  }

  /** Bytes that can never be read: an outage without length. */
  async missed(reason: string): Promise<void> {
    this.#ports.report(this.#source.name, reason);
    await this.#write("source.lost", reason);
    // Where the source is lost for another reason it stays so.
    if (this.#told === null) await this.#write("source.recovered");
  }

  async #write(type: SourceEventType, reason?: string): Promise<void> {
    this.#events += 1;
    const facts = { timeMs: this.#ports.now(), ...this.#counts };
    const place = String(this.#events);
    const told = { ...facts, place, ...(reason !== undefined && { reason }) };
    const event = sourceEvent(this.#source, type, told);
    await askPatiently(() => this.#ports.ingest(event), this.#ended);
  }
}
