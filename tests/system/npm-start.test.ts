import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocksOf } from "../docs/markdown.ts";
import { looksLike } from "./documents/run-steps.ts";
import { ROOT } from "./running-service.ts";

/** Made by set-up, builds and runs; a fresh checkout has none of it. */
const NOT_CHECKED_OUT = new Set([".git", "node_modules", "dist", "data", "coverage", "results"]);

/** The first start installs packages and builds the pages. */
const TIMEOUT_MS = 300_000;

const COMMAND_PREFIX = "npm run --silent tracewell -- ";

let directory: string;
let tree: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-fresh-"));
  tree = join(directory, "tree");
  cpSync(ROOT, tree, {
    recursive: true,
    filter: (source) => source === ROOT || !NOT_CHECKED_OUT.has(basename(source)),
  });
});
afterAll(async () => {
  for (const started of everything) await started.kill();
  rmSync(directory, { recursive: true, force: true });
});

const everything: Started[] = [];

/** As somebody has it who just cloned: no package's commands on the path, nothing of another npm. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|TRACEWELL_|NODE_OPTIONS|VITEST)/i.test(name),
  );
  const path = (process.env.PATH ?? "").split(delimiter);
  return {
    ...Object.fromEntries(inherited),
    PATH: path.filter((entry) => !entry.includes("node_modules")).join(delimiter),
    NO_COLOR: "1",
    npm_config_prefer_offline: "true",
    TRACEWELL_PORT: "0",
    TRACEWELL_DATA_DIR: join(directory, "data"),
    XDG_CONFIG_HOME: join(directory, ".config"),
  };
}

/** A process group of its own, as a terminal makes one. */
class Started {
  readonly child: ChildProcess;
  said = "";

  constructor(args: readonly string[]) {
    this.child = spawn("npm", args, {
      cwd: tree,
      env: environment(),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.said += chunk.toString();
      });
    }
    everything.push(this);
  }

  /** Whatever is left of the group. */
  async kill(): Promise<void> {
    if (!this.isGone) this.signal("SIGKILL", "group");
    await this.ends();
  }

  static command(line: string): Started {
    return new Started(["run", "--silent", "tracewell", "--", ...line.split(" ")]);
  }

  async says(pattern: RegExp): Promise<void> {
    const end = once(this.child, "close").then(() => "ended");
    while (!pattern.test(this.said)) {
      const more = once(this.child.stdout ?? this.child, "data");
      if ((await Promise.race([more, end])) === "ended") throw new Error(this.said);
    }
  }

  /** Gives the exit code of npm. */
  async ends(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await once(this.child, "close");
    }
    return this.child.exitCode;
  }

  /** `Ctrl-C` reaches every process of the terminal's group. */
  signal(signal: NodeJS.Signals, whom: "npm" | "group"): void {
    const { pid } = this.child;
    if (pid !== undefined) process.kill(whom === "group" ? -pid : pid, signal);
  }

  get isGone(): boolean {
    return spawnSync("ps", ["-o", "pid=", "-g", String(this.child.pid)]).stdout.length === 0;
  }
}

test(
  "a fresh checkout is started by one command, shows a real trace, and ends well",
  { timeout: TIMEOUT_MS },
  async () => {
    const first = new Started(["start"]);
    await first.says(/Stop with Ctrl-C\.\n/);
    expect(first.said).toMatch(/Installing packages: done/);
    expect(first.said).toMatch(/Building the web application: done/);
    const welcome = first.said.slice(first.said.indexOf("Tracewell is running"));
    const shown = blocksOf("README.md").find(({ language }) => language === "text");
    const expected = (shown?.lines ?? []).map((line) => line.replace(/:741[12]/, ":…"));
    const asShown = looksLike(expected, welcome);
    expect({ welcome, asShown }).toEqual({ welcome, asShown: true });

    const url = /http:\/\/[0-9.:]+/.exec(welcome)?.[0] ?? "";
    const link = /http:\S+sign-in\S+/.exec(welcome)?.[0] ?? "";
    expect((await fetch(link)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain("<script");

    const [trace = "", resolve = "", objects = "", tail = "", ...others] = welcome
      .split("\n")
      .flatMap((line) => line.split(`  ${COMMAND_PREFIX}`)[1] ?? []);
    expect(others).toEqual([]);
    const traced = Started.command(trace);
    expect(await traced.ends()).toBe(0);
    expect(traced.said).toContain("transaction TU80WKRYTI9QUMJ4: 7 records");
    const resolved = Started.command(resolve);
    expect(await resolved.ends()).toBe(1);
    expect(resolved.said).toMatch(/transaction +TU80WKRYTI9QUMJ4/);
    const listed = Started.command(objects);
    expect(await listed.ends()).toBe(0);
    expect(listed.said).toMatch(/transaction +state +completed +\d/);
    const tailed = Started.command(tail);
    await tailed.says(/T\S+Z {2}\S+ .* main:\d+\n/);
    tailed.signal("SIGINT", "group");
    expect(await tailed.ends()).toBe(0);

    first.signal("SIGINT", "group");
    expect(await first.ends()).toBe(0);
    expect(first.said).toContain("Closing: finishing what was accepted");
    expect(first.isGone).toBe(true);

    const second = new Started(["start"]);
    await second.says(/Stop with Ctrl-C\.\n/);
    expect(second.said).not.toMatch(/Installing|Building|master key was made/);
    second.signal("SIGTERM", "npm");
    expect(await second.ends()).toBe(0);
    expect(second.isGone).toBe(true);
  },
);
