import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Scripts that fetch and start a real server without a container; they lie beside the checkout. */
const SCRIPTS =
  process.env["TRACEWELL_TEST_ENGINE_SCRIPTS"] ??
  join(import.meta.dirname, "..", "..", "..", "shared", "elasticsearch");
/** Where `.ci/run` looks for what is left running. */
const DIRECTORY = process.env["TRACEWELL_TEST_ENGINES"] ?? tmpdir();
const LOG_CHARACTERS_SHOWN = 8_000;

const run = promisify(execFile);

/** A node of its own with data in a temporary directory. */
export interface Engine {
  readonly url: string;
  readonly directory: string;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, after `kill`. */
  restart(): Promise<void>;
  /** Ends the process and removes its data. */
  stop(): Promise<void>;
}

/**
 * Sets Elasticsearch up where it is not yet, and starts a node on free loopback ports. Rejects with the
 * server's log when it does not start: there is no running without it.
 */
export async function startEngine(options: { readonly heap: string }): Promise<Engine> {
  await script("setup.sh", []);
  const directory = await mkdtemp(join(DIRECTORY, "tracewell-engine-"));
  const [port, transport] = await freePorts();
  const start = async (): Promise<void> => {
    await script("start.sh", [String(port), directory], {
      HEAP: options.heap,
      TRANSPORT: String(transport),
    });
  };
  const endAtExit = (): void => killNow(directory);
  process.once("exit", endAtExit);
  try {
    await start();
  } catch (error) {
    const log = await readFile(join(directory, "out.log"), "utf8").catch(() => "");
    killNow(directory);
    await rm(directory, { recursive: true, force: true });
    throw new Error(`Elasticsearch did not start.\n${log.slice(-LOG_CHARACTERS_SHOWN)}`, {
      cause: error,
    });
  }
  return {
    url: `http://127.0.0.1:${port}`,
    directory,
    kill: () => script("stop.sh", [directory, "KILL"]),
    restart: start,
    async stop() {
      await script("stop.sh", [directory]);
      process.off("exit", endAtExit);
      await rm(directory, { recursive: true });
    },
  };
}

async function script(
  name: string,
  values: readonly string[],
  environment: Record<string, string> = {},
): Promise<void> {
  await run(join(SCRIPTS, name), [...values], { env: { ...process.env, ...environment } });
}

function killNow(directory: string): void {
  try {
    process.kill(Number(readFileSync(join(directory, "es.pid"), "utf8")), "SIGKILL");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    // It ended before, or never began.
    if (code !== "ENOENT" && code !== "ESRCH") throw error;
  }
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
