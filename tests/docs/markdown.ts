import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

/** Documents whose commands are run and whose links are followed; generated and historic ones have no commands. */
export const DOCUMENTS = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export function readDocument(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** A fenced block of a document. */
export interface Block {
  readonly document: string;
  /** 1-based line of its first fence. */
  readonly line: number;
  /** Word after the fence; "" when there is none. */
  readonly language: string;
  readonly lines: readonly string[];
}

export function blocksOf(document: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; language: string; lines: string[] } | null = null;
  for (const [index, text] of readDocument(document).split("\n").entries()) {
    if (open === null && text.startsWith("```")) {
      open = { line: index + 1, language: text.slice(3).trim(), lines: [] };
    } else if (open !== null && text === "```") {
      blocks.push({ document, ...open });
      open = null;
    } else open?.lines.push(text);
  }
  if (open !== null) throw new Error(`${document}:${open.line}: the block is never closed`);
  return blocks;
}

/** A command of a `console` block, and what it is said to print. */
export interface Step {
  readonly document: string;
  readonly line: number;
  readonly command: string;
  /** `# exit code 1` at its end says so; 0 otherwise. */
  readonly exitCode: number;
  /** Empty when nothing is said. `…` on a line of its own stands for any lines, inside one for any text. */
  readonly output: readonly string[];
}

const EXIT_CODE = /\s+# exit code (\d+)$/;

/** The steps of a block: `$ ` begins a command, `> ` continues it, the rest is its output. */
export function stepsOf({ document, line, lines }: Block): Step[] {
  const steps: { line: number; command: string[]; output: string[] }[] = [];
  for (const [index, text] of lines.entries()) {
    const step = steps.at(-1);
    if (text.startsWith("$ ")) {
      steps.push({ line: line + 1 + index, command: [text.slice(2)], output: [] });
    } else if (step === undefined) {
      throw new Error(`${document}:${line + 1 + index}: output before any command`);
    } else if (text === ">" || text.startsWith("> ")) {
      step.command.push(text.slice(2));
    } else step.output.push(text);
  }
  return steps.map(({ line, command, output }) => {
    const last = command.at(-1) ?? "";
    const exitCode = Number(EXIT_CODE.exec(last)?.[1] ?? 0);
    const shown = [...command.slice(0, -1), last.replace(EXIT_CODE, "")].join("\n");
    return { document, line, command: shown, exitCode, output };
  });
}
