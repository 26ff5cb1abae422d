import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import { type Box, centerOf, type DiagramNode } from "./diagram.ts";

/** Width of a character, as a share of the type's size: wide enough for the types that may stand in. */
const CHARACTER_WIDTH = 0.58;
/** Of every text of the drawing, in its own pixels. */
export const TYPE_SIZE = 13;
const LINE_HEIGHT = 16;

/** The node as BPMN draws its kind; a task with its name. */
export function drawShape(svg: XMLBuilder, node: DiagramNode): void {
  const { kind, box } = node;
  const { x, y } = centerOf(box);
  const radius = box.width / 2;
  if (kind === "task") {
    svg.ele("rect", { class: "node", ...box, rx: 3 });
    drawLines(svg, wrapped(node.name, box.width - 12), box, "middle");
  } else if (kind === "question") {
    const corners = `${x},${y - radius} ${x + radius},${y} ${x},${y + radius} ${x - radius},${y}`;
    svg.ele("polygon", { class: "node", points: corners });
    svg.ele("path", { class: "mark", d: `M${x - 6} ${y - 6}l12 12m0-12l-12 12` });
  } else drawEvent(svg, node);
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

/** A cross on the upper right corner: here it did not go on. */
export function drawBreak(svg: XMLBuilder, { x, y, width }: Box): void {
  svg.ele("circle", { class: "break", cx: x + width, cy: y, r: 9 });
  svg.ele("path", { class: "break-mark", d: `M${x + width - 4} ${y - 4}l8 8m0-8l-8 8` });
}

/** Lines of text, in the middle of the box's height. */
export function drawLines(
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

/** The text in lines that are no wider than `width`, unless a word is. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || longer.length * TYPE_SIZE * CHARACTER_WIDTH > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
