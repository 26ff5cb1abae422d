import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import type { Diagram, DiagramFlow, DiagramNode } from "./diagram.ts";
import { drawBreak, drawLines, drawShape, wrapped } from "./draw-shape.ts";
import type { LitPath } from "./lit-path.ts";

/** What is said of the drawing, and how it looks. */
export interface Drawing {
  readonly title: string;
  readonly description: string;
  /** The path that was taken; without it all is alike. */
  readonly lit?: LitPath;
  /** Its own style, for a file that stands alone; in a page the page's style says how each class looks. */
  readonly style?: string;
}

const NOTHING_LIT: LitPath = { nodes: new Set(), flows: new Set(), brokenAt: null };

/** Of the heads of flows. */
const HEAD_SIZE = 11;
const LIT_HEAD_SIZE = 14;
/** Around the words of the branch that was taken. */
const CHIP_PADDING = 6;

/**
 * The diagram as SVG. What is taken is told by the width of lines and the weight of words as well as by color:
 * everything on the lit path has the class `lit`.
 */
export function drawProcess(diagram: Diagram, drawing: Drawing): string {
  const { width, height } = diagram;
  const { title, description, lit = NOTHING_LIT, style } = drawing;
  const svg = create().ele("http://www.w3.org/2000/svg", "svg", {
    class: "process",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-labelledby": "process-title process-description",
  });
  svg.ele("title", { id: "process-title" }).txt(title);
  svg.ele("desc", { id: "process-description" }).txt(description);
  if (style !== undefined) svg.ele("style").txt(style);
  const definitions = svg.ele("defs");
  defineHead(definitions, "head", "head", HEAD_SIZE);
  if (lit.flows.size > 0) defineHead(definitions, "head-lit", "head lit", LIT_HEAD_SIZE);
  svg.ele("rect", { class: "sheet", width, height });
  // What is lit lies above what is not.
  const flows = diagram.flows.toSorted((one, other) => rank(one, lit) - rank(other, lit));
  for (const flow of flows) drawFlow(svg, flow, lit.flows.has(flow.id));
  for (const node of diagram.nodes) drawNode(svg, node, lit);
  return svg.end({ prettyPrint: true, headless: style === undefined });
}

function rank({ id }: DiagramFlow, lit: LitPath): number {
  return Number(lit.flows.has(id));
}

function defineHead(definitions: XMLBuilder, id: string, names: string, size: number): void {
  const marker = definitions.ele("marker", {
    id,
    viewBox: "0 0 8 8",
    refX: 7.5,
    refY: 4,
    markerWidth: size,
    markerHeight: size,
    markerUnits: "userSpaceOnUse",
    orient: "auto",
  });
  marker.ele("path", { d: "M0 0 8 4 0 8z", class: names });
}

function drawFlow(svg: XMLBuilder, { points, name, nameAt }: DiagramFlow, isLit: boolean): void {
  const line = points.map(({ x, y }) => `${x},${y}`).join(" ");
  const head = isLit ? "url(#head-lit)" : "url(#head)";
  svg.ele("polyline", { class: named("flow", isLit), points: line, "marker-end": head });
  if (name !== null) svg.ele("text", { class: named("answer", isLit), ...nameAt }).txt(name);
}

function drawNode(svg: XMLBuilder, node: DiagramNode, lit: LitPath): void {
  const isLit = lit.nodes.has(node.id);
  const isBroken = lit.brokenAt === node.id;
  const group = isLit ? svg.ele("g", { class: isBroken ? "lit broken" : "lit" }) : svg;
  drawShape(group, node);
  if (isBroken) drawBreak(group, node.box);
  const { kind, name, label } = node;
  if (label === null) return;
  const { box, branch } = label;
  if (branch !== undefined) {
    if (isLit) {
      const { x, y, width, height } = box;
      group.ele("rect", { class: "chip", x: x - CHIP_PADDING, y, width, height, rx: 2 });
    }
    group.ele("text", { class: "branch", x: box.x, y: box.y + 13 }).txt(branch);
    group
      .ele("text", { class: kind === "end" ? "wait" : "decision", x: box.x, y: box.y + 30 })
      .txt(name);
    return;
  }
  const anchor = kind === "timer" ? "middle" : "start";
  drawLines(
    group,
    wrapped(name, box.width),
    box,
    anchor,
    kind === "catch" ? "decision" : undefined,
  );
}

function named(name: string, isLit: boolean): string {
  return isLit ? `${name} lit` : name;
}
