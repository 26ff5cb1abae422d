import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "../running-service.ts";

/** The oldest Node that `tracewell/pino` and `tracewell/client` promise to run on. */
const OLDEST_NODE = "20";

export interface ProgramResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly note: string;
}

/** An empty project of somebody else's, with the packed tarball installed and the oldest Node beside it. */
export class PackedProject implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), "tracewell-packed-"));

  constructor() {
    const packed = this.#npm(ROOT, ["pack", "--silent", "--pack-destination", this.directory]);
    const tarball = packed.trim().split("\n").at(-1) ?? "";
    const manifest = {
      type: "module",
      private: true,
      dependencies: { tracewell: `file:./${tarball}`, pino: "^10.4.0", node: OLDEST_NODE },
      allowScripts: { node: true },
    };
    this.write("package.json", JSON.stringify(manifest));
    this.#npm(this.directory, [
      "install",
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      "--silent",
    ]);
  }

  /** The project's own Node. */
  get oldNode(): string {
    return join(this.directory, "node_modules", ".bin", "node");
  }

  get command(): string {
    return join(
      this.directory,
      "node_modules",
      "tracewell",
      "dist",
      "package",
      "bin",
      "tracewell.js",
    );
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** Runs a program of the project on the oldest Node, to its end. */
  async run(args: readonly string[], node = this.oldNode): Promise<ProgramResult> {
    const child = this.start(args, node);
    const out: Buffer[] = [];
    const note: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => note.push(chunk));
    await once(child, "close");
    return {
      code: child.exitCode,
      signal: child.signalCode,
      out: Buffer.concat(out).toString(),
      note: Buffer.concat(note).toString(),
    };
  }

  start(args: readonly string[], node = this.oldNode): ChildProcess {
    return spawn(node, args, { cwd: this.directory, env: plainEnvironment(), stdio: "pipe" });
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #npm(cwd: string, args: readonly string[]): string {
    const npm = spawnSync("npm", args, { cwd, encoding: "utf8", env: plainEnvironment() });
    if (npm.status !== 0) throw new Error(`npm ${args[0]} failed: ${npm.stderr}${npm.stdout}`);
    return npm.stdout;
  }
}

/** As somebody has it who is not inside another npm script. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|TRACEWELL_|NODE_OPTIONS|NODE_COMPILE_CACHE|VITEST)/i.test(name),
  );
  const path = (process.env.PATH ?? "").split(delimiter);
  return {
    ...Object.fromEntries(inherited),
    PATH: path.filter((entry) => !entry.includes("node_modules")).join(delimiter),
    NO_COLOR: "1",
  };
}
