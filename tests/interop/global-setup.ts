import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A Python that has pm4py. */
    python: string;
  }
}

/** The newest first; pm4py wants 3.10 or later. */
const PYTHONS = ["python3.13", "python3.12", "python3.11", "python3.10", "python3"] as const;

/** What is needed to read logs and find processes in them; plotting and linear programming are not. */
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");

/** Asks nobody, builds nothing, and takes the pinned versions alone. */
const PIP_OPTIONS = [
  "--quiet",
  "--no-input",
  "--no-deps",
  "--disable-pip-version-check",
  "--only-binary=:all:",
];

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`);
}

function isUsable(python: string): boolean {
  const script = "import sys, venv; sys.exit(sys.version_info < (3, 10))";
  return spawnSync(python, ["-c", script]).status === 0;
}

/** Installs pm4py into a directory that is gone afterwards; the run fails where it cannot be had. */
export function setup(project: TestProject): () => void {
  const found = PYTHONS.find(isUsable);
  if (found === undefined) throw new Error("These tests need Python 3.10 or later, with venv.");
  const directory = mkdtempSync(join(tmpdir(), "tracewell-pm4py-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const python = join(directory, "bin", "python");
  try {
    run(found, ["-m", "venv", directory]);
    run(python, ["-m", "pip", "install", ...PIP_OPTIONS, "-r", REQUIREMENTS]);
  } catch (error) {
    remove();
    throw error;
  }
  project.provide("python", python);
  return remove;
}
