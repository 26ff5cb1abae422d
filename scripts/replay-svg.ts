import type { Diagram } from "#shop/replay/drawing/diagram.ts";
import { drawProcess } from "#shop/replay/drawing/draw-process.ts";

/** Of the product's pages; what is decided is told by words and shapes, never by color alone. */
const STYLE = `
  svg { --sheet: #fafbf8; --ink: #16201b; --quiet: #43504a; --edge: #74817a;
    --task: #ffffff; --act: #1b4b9b; --wash: #e6edf9; --bad: #a81e14; --good: #0b6350; }
  @media (prefers-color-scheme: dark) {
    svg { --sheet: #131a17; --ink: #e6ece7; --quiet: #b4bfb8; --edge: #74827a;
      --task: #1b2420; --act: #9cbdf7; --wash: #17243a; --bad: #ff9585; --good: #6ccdb0; } }
  text { font: 13px "Atkinson Hyperlegible Next", system-ui, "Segoe UI", Arial, sans-serif; fill: var(--ink); }
  .answer, .wait { fill: var(--quiet); }
  .branch { font: 12px ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; fill: var(--quiet); }
  .decision { font-weight: 650; }
  .sheet { fill: var(--sheet); }
  .flow { fill: none; stroke: var(--edge); stroke-width: 1.4; }
  .head { fill: var(--edge); }
  .node { fill: var(--task); stroke: var(--ink); stroke-width: 1.4; }
  .link { fill: var(--wash); stroke: var(--act); }
  .mark { fill: none; stroke: var(--ink); stroke-width: 1.4; }
  .arrow { fill: var(--act); }
  .over { stroke-width: 3.2; }
  .good { stroke: var(--good); }
  .bad { stroke: var(--bad); }
`;

/** The diagram as it stands in docs/replay.md: light or dark as its reader has chosen. */
export function replaySvg(diagram: Diagram): string {
  const svg = drawProcess(diagram, {
    title: "Replay of an uncertain order",
    description: "Seven questions lead to ten branches; below them, the steps of each replay.",
    style: STYLE,
  });
  return `${svg}\n`;
}
