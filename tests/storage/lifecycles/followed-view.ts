import { setImmediate } from "node:timers/promises";
import type { LifecycleFollower } from "#storage/lifecycles/lifecycle-follower.ts";
import type { LifecycleWriter } from "#storage/lifecycles/lifecycle-store.ts";
import { FailingWriter } from "./failing-writer.ts";
import type { LifecycleStage } from "./lifecycle-stage.ts";
import { ManualTimer } from "./manual-timer.ts";

/** Turns of the event loop within which even a slow machine does what is left. */
const TURNS_MAX = 2_000_000;

/** A view that is followed, and goes through what befalls it. */
export class FollowedView {
  readonly #stage: LifecycleStage;
  readonly #timer = new ManualTimer();
  readonly file: string;
  #writer: LifecycleWriter;
  #failing: FailingWriter;
  #follower: LifecycleFollower;

  constructor(stage: LifecycleStage) {
    this.#stage = stage;
    this.file = stage.newFile();
    this.#writer = stage.openWriter(this.file);
    this.#failing = new FailingWriter(this.#writer);
    this.#follower = stage.follower(this.#failing.writer, this.#timer.timer);
  }

  get follower(): LifecycleFollower {
    return this.#follower;
  }

  async open(): Promise<void> {
    await this.#follower.open();
  }

  async restart(): Promise<void> {
    await this.close();
    this.#writer = this.#stage.openWriter(this.file);
    this.#failing = new FailingWriter(this.#writer);
    this.#follower = this.#stage.follower(this.#failing.writer, this.#timer.timer);
    await this.#follower.open();
  }

  failNext(when: "before" | "after"): void {
    this.#failing.failing = when;
  }

  damageNext(): void {
    this.#failing.failing = "damaged";
  }

  /** Until every record is in the view and every deadline is judged. */
  async settle(): Promise<void> {
    const reader = this.#stage.openReader(this.file);
    const head = this.#stage.ledger.headSeq;
    this.#follower.advance(head);
    for (let turn = 0; ; turn += 1) {
      const isThere = this.#follower.watermark >= head;
      if (isThere && (await reader.judgedThroughMs()) >= this.#stage.nowMs) break;
      if (turn > TURNS_MAX)
        throw new Error(`It does not settle: ${JSON.stringify(this.#follower.state())}`);
      this.#timer.fire();
      await setImmediate();
    }
    await reader.close();
  }

  async close(): Promise<void> {
    await this.#follower.close();
    await this.#writer.close();
  }
}
