// Writes the diagrams of docs/replay.md from the decision table: `node scripts/generate-replay-docs.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { replayBpmn } from "./replay-bpmn.ts";
import { replayDiagram } from "./replay-layout.ts";
import { replaySvg } from "./replay-svg.ts";

const DOCS = join(import.meta.dirname, "..", "docs");
export const REPLAY_BPMN_FILE = join(DOCS, "replay.bpmn");
export const REPLAY_SVG_FILE = join(DOCS, "replay-process.svg");

/** Both files, each with its text. */
export async function replayDocs(): Promise<{ path: string; text: string }[]> {
  const diagram = replayDiagram();
  return [
    { path: REPLAY_BPMN_FILE, text: await replayBpmn(diagram) },
    { path: REPLAY_SVG_FILE, text: replaySvg(diagram) },
  ];
}

if (import.meta.main) {
  for (const { path, text } of await replayDocs()) writeFileSync(path, text);
}
