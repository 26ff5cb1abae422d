import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface BenchService {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** Resolves when every durable record is searchable. */
  untilIndexed(): Promise<void>;
  /** Resolves when every view has taken over what is durable. */
  untilFollowed(): Promise<void>;
  /** Durable records that the slowest view has not taken over. */
  recordsBehind(): Promise<number>;
  /** Last durable record. */
  headSeq(): Promise<number>;
  /** Resolves when so many records are durable. */
  untilHead(seq: number): Promise<void>;
  stop(): Promise<void>;
}

/** How often the positions are asked for while waiting. */
const POLL_MS = 20;

/** The same for what takes minutes: strangers may ask 1,200 times a minute. */
const LONG_POLL_MS = 200;

interface Follower {
  readonly name: string;
  readonly throughSeq: number;
  readonly headSeq: number;
}

function isThrough({ throughSeq, headSeq }: Follower): boolean {
  return throughSeq >= headSeq;
}

async function followersOf(url: string): Promise<readonly Follower[]> {
  const response = await fetch(`${url}/readyz`);
  return ((await response.json()) as { followers: Follower[] }).followers;
}

/** Starts the real service in a process of its own, on a free loopback port. */
export async function startBenchService(
  dataDir: string,
  masterKeyFile: string,
  followedFile?: string,
): Promise<BenchService> {
  const flags = ["serve", "--port", "0"];
  if (followedFile !== undefined) {
    const config = `${dataDir}.config.json`;
    const source = { name: "bench-file", format: "ndjson", files: [followedFile] };
    writeFileSync(config, JSON.stringify({ sources: [source] }));
    flags.push("--config", config);
  }
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "..", "bin", "tracewell.ts"), ...flags],
    {
      env: {
        ...process.env,
        TRACEWELL_DATA_DIR: dataDir,
        TRACEWELL_MASTER_KEY_FILE: masterKeyFile,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/[0-9.:]+(?=\s)/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`The service ended with ${code}: ${said}`)));
  });
  const token = readFileSync(join(dataDir, "admin-token"), "utf8").trim();
  const until = async (
    isReached: (followers: readonly Follower[]) => boolean,
    pollMs = POLL_MS,
  ): Promise<void> => {
    while (!isReached(await followersOf(url))) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  return {
    url,
    token,
    pid: child.pid ?? 0,
    untilIndexed: () =>
      until((followers) => followers.every((one) => one.name !== "index" || isThrough(one))),
    untilFollowed: () => until((followers) => followers.every(isThrough), LONG_POLL_MS),
    recordsBehind: async () =>
      Math.max(...(await followersOf(url)).map(({ throughSeq, headSeq }) => headSeq - throughSeq)),
    headSeq: async () => Math.max(0, ...(await followersOf(url)).map(({ headSeq }) => headSeq)),
    untilHead: (seq) => until((followers) => followers.every(({ headSeq }) => headSeq >= seq)),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** Resident memory of a process in bytes, from the kernel; 0 where it does not say. */
export function residentBytes(pid: number): number {
  try {
    const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

export function directoryBytes(directory: string): number {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
