#!/usr/bin/env node
import { join } from "node:path";

const NODE_MAJOR_MIN = 24;
if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
  process.stderr.write(
    `tracewell: the service and its command need Node ${NODE_MAJOR_MIN} or newer; this is ${process.version}. (tracewell/pino and tracewell/client run on Node 20.)\n`,
  );
  process.exit(3);
}

// Not named by the Node that was just refused.
const { enableCompileCache } = await import("node:module");
// Types are stripped and modules compiled once: commands start in half the time, and each thread is smaller.
const cacheDirectory = join(import.meta.dirname, "..", "node_modules", ".cache", "tracewell");
enableCompileCache(cacheDirectory);
process.env["NODE_COMPILE_CACHE"] ??= cacheDirectory;
const { runCommand } = await import("./cli/program.ts");

process.exitCode = await runCommand(process.argv.slice(2));
