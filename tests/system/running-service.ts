import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");
export const COMMAND = join(ROOT, "bin", "tracewell.ts");

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
}

/** A data directory of its own, with a master key beside it; removed at the end. */
export class Workplace implements AsyncDisposable {
  readonly directory = mkdtempSync(join(tmpdir(), "tracewell-system-"));
  readonly dataDir = join(this.directory, "data");
  readonly #services: RunningProcess[] = [];

  get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NO_COLOR: "1",
      TRACEWELL_DATA_DIR: this.dataDir,
      TRACEWELL_MASTER_KEY_FILE: join(this.directory, "master.key"),
    };
  }

  async serve(...flags: string[]): Promise<RunningProcess> {
    const service = await RunningProcess.start(this, ["serve", "--port", "0", ...flags]);
    this.#services.push(service);
    return service;
  }

  /** Runs the command to its end; `url` names the service it speaks to. */
  async run(
    args: readonly string[],
    options: { url?: string; input?: string | Buffer } = {},
  ): Promise<CommandResult> {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: this.directory,
      env: {
        ...this.environment,
        ...(options.url !== undefined && { TRACEWELL_URL: options.url }),
      },
    });
    const out: Buffer[] = [];
    const note: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => note.push(chunk));
    child.stdin.end(options.input ?? "");
    await once(child, "close");
    return {
      code: child.exitCode,
      out: Buffer.concat(out).toString(),
      note: Buffer.concat(note).toString(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const service of this.#services) await service.kill("SIGKILL");
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export class RunningProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly token: string;

  private constructor(url: string, child: ChildProcess, token: string) {
    this.url = url;
    this.child = child;
    this.token = token;
  }

  static async start(workplace: Workplace, args: readonly string[]): Promise<RunningProcess> {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: workplace.directory,
      env: workplace.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const found = /running at (http:\/\/[0-9.:]+)\s/.exec(said);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      child.once("exit", (code) => reject(new Error(`The service ended with ${code}: ${said}`)));
    });
    const token = readFileSync(join(workplace.dataDir, "admin-token"), "utf8").trim();
    return new RunningProcess(url, child, token);
  }

  async api<Answer>(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: Answer }> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${this.token}`);
    const response = await fetch(`${this.url}${path}`, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Answer };
  }

  post<Answer>(path: string, body: string, type = "application/x-ndjson") {
    return this.api<Answer>(path, { method: "POST", body, headers: { "content-type": type } });
  }

  /** Ends the process and gives its exit code; null when it was killed. */
  async kill(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, "exit");
    }
    return this.child.exitCode;
  }
}
