#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Types are stripped and modules compiled once: commands start in half the time, and each thread is smaller.
const cacheDirectory = join(import.meta.dirname, "..", "node_modules", ".cache", "tracewell");
enableCompileCache(cacheDirectory);
process.env["NODE_COMPILE_CACHE"] ??= cacheDirectory;
const { runCommand } = await import("./cli/program.ts");

process.exitCode = await runCommand(process.argv.slice(2));
