// Writes what docs/replay.md has from the decision table: `node scripts/generate-replay-docs.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placeProcess } from "#shop/replay/drawing/place-process.ts";
import { replayBpmn } from "./replay-bpmn.ts";
import { branchTable, stepTable } from "./replay-effort.ts";
import { replaySvg } from "./replay-svg.ts";

const DOCS = join(import.meta.dirname, "..", "docs");
export const REPLAY_BPMN_FILE = join(DOCS, "replay.bpmn");
export const REPLAY_SVG_FILE = join(DOCS, "replay-process.svg");
export const REPLAY_PAGE_FILE = join(DOCS, "replay.md");

/** The diagrams and the page with its tables, each with its text. */
export async function replayDocs(): Promise<{ path: string; text: string }[]> {
  const diagram = placeProcess();
  return [
    { path: REPLAY_BPMN_FILE, text: await replayBpmn(diagram) },
    { path: REPLAY_SVG_FILE, text: replaySvg(diagram) },
    { path: REPLAY_PAGE_FILE, text: replayPage(readFileSync(REPLAY_PAGE_FILE, "utf8")) },
  ];
}

/** The page's own words with the tables put in anew. */
function replayPage(page: string): string {
  const withBranches = putBetween(page, "branches", branchTable());
  return putBetween(withBranches, "steps", stepTable());
}

function putBetween(page: string, name: string, text: string): string {
  const begin = `<!-- ${name}: made by scripts/generate-replay-docs.ts -->`;
  const end = `<!-- end of ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The page has no place for its ${name}.`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

if (import.meta.main) {
  for (const { path, text } of await replayDocs()) writeFileSync(path, text);
}
