import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { COMMAND, type Workplace } from "./running-service.ts";

/** A command that goes on: its input is written piece by piece, its output awaited. */
export class RunningCommand implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  #out = "";
  #note = "";

  constructor(workplace: Workplace, args: readonly string[]) {
    this.#child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: workplace.directory,
      env: workplace.environment,
    });
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#out += chunk.toString();
    });
    this.#child.stderr.on("data", (chunk: Buffer) => {
      this.#note += chunk.toString();
    });
    this.#ended = once(this.#child, "close");
  }

  get out(): string {
    return this.#out;
  }

  get note(): string {
    return this.#note;
  }

  write(text: string): void {
    this.#child.stdin.write(text);
  }

  end(): void {
    this.#child.stdin.end();
  }

  /** Resolves when the output has `pattern`; rejects when the command ends without it. */
  async said(pattern: RegExp, stream: "stdout" | "stderr" = "stdout"): Promise<void> {
    const told = (): boolean => pattern.test(stream === "stdout" ? this.#out : this.#note);
    while (!told()) {
      const more = once(this.#child[stream], "data");
      const end = this.#ended.then(() => "ended");
      if ((await Promise.race([more, end])) === "ended" && !told()) {
        throw new Error(`It ended without ${String(pattern)}: ${this.#out}${this.#note}`);
      }
    }
  }

  /** Gives the exit code. */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }

  async interrupt(signal: "SIGINT" | "SIGTERM" = "SIGINT"): Promise<number | null> {
    this.#child.kill(signal);
    return await this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGKILL");
      await this.#ended;
    }
  }
}

/** Asks again until it is so; the test's time limit ends it. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
