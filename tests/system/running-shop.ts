import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { COMMAND } from "./running-service.ts";

/** The command's shop as a process of its own, on a directory that outlives it. */
export class RunningShop {
  readonly url: string;
  readonly child: ChildProcess;
  readonly directory: string;
  /** Everything it said, also as an error. */
  readonly said: () => string;

  private constructor(url: string, child: ChildProcess, directory: string, said: () => string) {
    this.url = url;
    this.child = child;
    this.directory = directory;
    this.said = said;
  }

  static async start(directory: string, ...flags: string[]): Promise<RunningShop> {
    const child = spawn(
      process.execPath,
      [COMMAND, "shop", "--directory", directory, "--port", "0", ...flags],
      { env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] },
    );
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const found = /open at (http:\/\/[0-9.:]+)\s/.exec(said);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      child.once("exit", (code) => reject(new Error(`The shop ended with ${code}: ${said}`)));
    });
    return new RunningShop(url, child, directory, () => said);
  }

  async call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Answer }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  }

  /** Authorization of the operator. */
  get operator(): Record<string, string> {
    const password = readFileSync(join(this.directory, "operator-password"), "utf8").trim();
    return { authorization: `Basic ${Buffer.from(`operator:${password}`).toString("base64")}` };
  }

  /** What it wrote, whole lines in order. */
  events(): LoggedEvent[] {
    const file = join(this.directory, "events.ndjson");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as LoggedEvent);
  }

  async kill(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, "exit");
    }
    return this.child.exitCode;
  }
}
