import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import { type Box, centerOf, type Diagram, type DiagramNode } from "./replay-diagram.ts";

/** Width of a character, as a share of the type's size: wide enough for the types that may stand in. */
const CHARACTER_WIDTH = 0.58;
const TYPE_SIZE = 13;
const LINE_HEIGHT = 16;

/** Of the product's pages; what is decided is told by words and shapes, never by color alone. */
const STYLE = `
  svg { --sheet: #fafbf8; --ink: #16201b; --quiet: #43504a; --edge: #74817a;
    --task: #ffffff; --act: #1b4b9b; --wash: #e6edf9; --bad: #a81e14; --good: #0b6350; }
  @media (prefers-color-scheme: dark) {
    svg { --sheet: #131a17; --ink: #e6ece7; --quiet: #b4bfb8; --edge: #74827a;
      --task: #1b2420; --act: #9cbdf7; --wash: #17243a; --bad: #ff9585; --good: #6ccdb0; } }
  text { font: ${TYPE_SIZE}px "Atkinson Hyperlegible Next", system-ui, "Segoe UI", Arial, sans-serif; fill: var(--ink); }
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
  const { width, height } = diagram;
  const svg = create().ele("http://www.w3.org/2000/svg", "svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-labelledby": "title description",
  });
  svg.ele("title", { id: "title" }).txt("Replay of an uncertain order");
  svg
    .ele("desc", { id: "description" })
    .txt("Seven questions lead to ten branches; below them, the steps of each replay.");
  svg.ele("style").txt(STYLE);
  const marker = svg.ele("defs").ele("marker", {
    id: "head",
    viewBox: "0 0 8 8",
    refX: 8,
    refY: 4,
    markerWidth: 8,
    markerHeight: 8,
    orient: "auto",
  });
  marker.ele("path", { d: "M0 0 8 4 0 8z", class: "head" });
  svg.ele("rect", { class: "sheet", width, height });
  for (const { points, name, nameAt } of diagram.flows) {
    const line = points.map(({ x, y }) => `${x},${y}`).join(" ");
    svg.ele("polyline", { class: "flow", points: line, "marker-end": "url(#head)" });
    if (name !== null) svg.ele("text", { class: "answer", ...nameAt }).txt(name);
  }
  for (const node of diagram.nodes) drawNode(svg, node);
  return `${svg.end({ prettyPrint: true })}\n`;
}

function drawNode(svg: XMLBuilder, node: DiagramNode): void {
  const { kind, box } = node;
  const { x, y } = centerOf(box);
  const radius = box.width / 2;
  if (kind === "task") {
    svg.ele("rect", { class: "node", ...box, rx: 3 });
    drawLines(svg, wrapped(node.name, box.width - 12), box, "middle");
    return;
  }
  if (kind === "question") {
    const corners = `${x},${y - radius} ${x + radius},${y} ${x},${y + radius} ${x - radius},${y}`;
    svg.ele("polygon", { class: "node", points: corners });
    svg.ele("path", { class: "mark", d: `M${x - 6} ${y - 6}l12 12m0-12l-12 12` });
  } else drawEvent(svg, node);
  drawLabel(svg, node);
}

function drawEvent(svg: XMLBuilder, { kind, box, id }: DiagramNode): void {
  const { x: cx, y: cy } = centerOf(box);
  const r = box.width / 2;
  const outcome = id.endsWith("-verified") ? " good" : kind === "failure" ? " bad" : "";
  const isLink = kind === "throw" || kind === "catch";
  const isEnd = kind === "end" || kind === "failure";
  const names = `node${isLink ? " link" : ""}${isEnd ? ` over${outcome}` : ""}`;
  svg.ele("circle", { class: names, cx, cy, r });
  if (kind === "throw" || kind === "catch" || kind === "timer") {
    svg.ele("circle", { class: isLink ? "node link" : "node", cx, cy, r: r - 4 });
  }
  if (isLink) svg.ele("path", { class: "arrow", d: `M${cx - 8} ${cy - 4}h8v-5l9 9-9 9v-5h-8z` });
  if (kind === "timer") svg.ele("path", { class: "mark", d: `M${cx} ${cy - 9}v9l6 4` });
  if (kind === "failure") {
    svg.ele("path", { class: "mark bad", d: `M${cx - 5} ${cy - 5}l10 10m0-10l-10 10` });
  }
}

function drawLabel(svg: XMLBuilder, { kind, name, label }: DiagramNode): void {
  if (label === null) return;
  const { box, branch } = label;
  if (branch !== undefined) {
    svg.ele("text", { class: "branch", x: box.x, y: box.y + 13 }).txt(branch);
    const isNone = kind === "end";
    svg.ele("text", { class: isNone ? "wait" : "decision", x: box.x, y: box.y + 30 }).txt(name);
    return;
  }
  const anchor = kind === "timer" ? "middle" : "start";
  const lines = wrapped(name, box.width);
  drawLines(svg, lines, box, anchor, kind === "catch" ? "decision" : undefined);
}

function drawLines(
  svg: XMLBuilder,
  lines: readonly string[],
  { x, y, width, height }: Box,
  anchor: "start" | "middle",
  name?: string,
): void {
  const left = anchor === "middle" ? x + width / 2 : x;
  const first = y + height / 2 - ((lines.length - 1) * LINE_HEIGHT) / 2 + TYPE_SIZE / 3;
  for (const [index, line] of lines.entries()) {
    svg
      .ele("text", {
        x: left,
        y: Math.round(first + index * LINE_HEIGHT),
        "text-anchor": anchor,
        ...(name !== undefined && { class: name }),
      })
      .txt(line);
  }
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || longer.length * TYPE_SIZE * CHARACTER_WIDTH > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
