import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, type Step } from "../../docs/markdown.ts";
import { COMMAND, type Workplace } from "../running-service.ts";

/** What a step printed, both streams as a terminal shows them, and how it ended. */
export interface StepResult {
  readonly step: Step;
  readonly printed: string;
  readonly code: number;
}

/** Written between what steps print; no program of ours prints it. */
const MARK = "\u001E";

/**
 * Runs the commands of a document one after the other in one shell, in a directory that looks like a fresh
 * checkout with `./data` in it. `npm run --silent tracewell --` is the command itself.
 */
export async function runSteps(
  workplace: Workplace,
  steps: readonly Step[],
  translate: (command: string) => string,
): Promise<StepResult[]> {
  const bin = makeCommands(workplace);
  const folder = join(workplace.directory, "steps");
  mkdirSync(folder);
  symlinkSync(join(ROOT, "tests"), join(workplace.directory, "tests"));
  const script = steps.map(({ command }, index) => {
    const file = join(folder, `${index}.sh`);
    writeFileSync(file, `${translate(command)}\n`);
    return `. "${file}"; printf '${MARK}%s${MARK}' "$?"`;
  });
  const { TRACEWELL_DATA_DIR: _own, ...environment } = workplace.environment;
  const shell = spawn("bash", ["-c", [`exec 2>&1 </dev/null`, ...script, END].join("\n")], {
    cwd: workplace.directory,
    env: {
      ...environment,
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      HOME: workplace.directory,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  shell.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await once(shell, "close");
  const parts = printed.split(MARK);
  return steps.flatMap((step, index) => {
    const code = parts[2 * index + 1];
    if (code === undefined) return [];
    return [{ step, printed: parts[2 * index] ?? "", code: Number(code) }];
  });
}

/** Nothing that a document began in the background outlives it. */
const END = "kill $(jobs -p) 2>/dev/null; wait";

function makeCommands(workplace: Workplace): string {
  const bin = join(workplace.directory, "commands");
  mkdirSync(bin);
  const tracewell = `exec "${process.execPath}" "${COMMAND}" "$@"`;
  const npm = `if [ "$1 $2 $3 $4" = "run --silent tracewell --" ]; then shift 4; exec tracewell "$@"; fi\necho "npm $* is not run here" >&2; exit 97`;
  for (const [name, text] of Object.entries({ tracewell, npm })) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

/** Why what was printed is not what the document says; null when it is. */
export function differenceOf({ step, printed, code }: StepResult): string | null {
  const place = `${step.document}:${step.line}: $ ${step.command}`;
  const shown = printed.trimEnd();
  if (code !== step.exitCode)
    return `${place}\nended with ${code}, not ${step.exitCode}:\n${shown}`;
  return step.output.join("").trim() === "" || looksLike(step.output, printed)
    ? null
    : `${place}\nprinted:\n${shown}`;
}

/** Whether a text is what a document says; `…` stands for whatever varies. */
export function looksLike(expected: readonly string[], printed: string): boolean {
  return matches(withoutBlankEnd(expected), withoutBlankEnd(printed.split("\n")));
}

/** `…` on a line of its own stands for any lines, inside a line for any text. */
function matches(expected: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return printed.length === 0;
  if (first === "…") {
    return printed.some((_, at) => matches(rest, printed.slice(at))) || matches(rest, []);
  }
  const [line, ...others] = printed;
  return line !== undefined && patternOf(first).test(line) && matches(rest, others);
}

function patternOf(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function withoutBlankEnd(lines: readonly string[]): string[] {
  const trimmed = lines.map(inNarrowColumns);
  return trimmed.slice(0, trimmed.findLastIndex((line) => line !== "") + 1);
}

/** Columns are as wide as what stands in them, which varies. */
function inNarrowColumns(line: string): string {
  return line.trimEnd().replaceAll(/(?<=\S) {2,}/g, "  ");
}
