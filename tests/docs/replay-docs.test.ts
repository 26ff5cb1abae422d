import { readFileSync } from "node:fs";
import { type BpmnElement, BpmnModdle } from "bpmn-moddle";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { QUESTIONS } from "#domain/replay/replay-facts.ts";
import type { Box, Point } from "#shop/replay/drawing/diagram.ts";
import { placeProcess } from "#shop/replay/drawing/place-process.ts";
import {
  REPLAY_BPMN_FILE,
  REPLAY_SVG_FILE,
  replayDocs,
} from "../../scripts/generate-replay-docs.ts";
import { readDocument } from "./markdown.ts";

const bpmn = readFileSync(REPLAY_BPMN_FILE, "utf8");
const svg = readFileSync(REPLAY_SVG_FILE, "utf8");

/** Texts of all elements, joined as people read them. */
function textOf(xml: string): string {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("text", (text) => texts.push(text.trim()));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return texts.filter(Boolean).join(" ");
}

function list(element: BpmnElement, property: string): BpmnElement[] {
  return element.get(property) as BpmnElement[];
}

test("the diagrams are what the table says: run `node scripts/generate-replay-docs.ts` after a change", async () => {
  for (const { path, text } of await replayDocs()) expect(readFileSync(path, "utf8")).toBe(text);
});

test("the drawing names every question and every branch", () => {
  const text = textOf(svg);
  for (const { name } of DECISION_TABLE) expect(text).toContain(name);
  for (const { question } of Object.values(QUESTIONS)) expect(text).toContain(question);
});

test("BPMN is read back without a warning, and every node has its place", async () => {
  const { rootElement, elementsById, warnings } = await new BpmnModdle().fromXML(bpmn);
  expect(warnings).toEqual([]);
  const process = elementsById["replay"]!;
  const elements = list(process, "flowElements");
  const flows = elements.filter(({ $type }) => $type === "bpmn:SequenceFlow");
  const [diagram] = list(rootElement, "diagrams");
  const drawn = list(diagram!.get("plane") as BpmnElement, "planeElement").map((shape) =>
    shape.get("bpmnElement"),
  );
  expect(new Set(drawn)).toEqual(new Set(elements));
  for (const flow of flows) {
    expect([flow.get("sourceRef"), flow.get("targetRef")]).not.toContain(undefined);
  }
  for (const { name } of DECISION_TABLE) expect(elementsById).toHaveProperty(`branch-${name}`);
});

test("in BPMN every way from the start ends, and every link is caught", async () => {
  const { elementsById } = await new BpmnModdle().fromXML(bpmn);
  const nodes = list(elementsById["replay"]!, "flowElements").filter(
    ({ $type }) => $type !== "bpmn:SequenceFlow",
  );
  const caught = (node: BpmnElement): BpmnElement[] =>
    nodes.filter(
      (one) =>
        one.$type === "bpmn:IntermediateCatchEvent" &&
        linkOf(one) !== undefined &&
        linkOf(one) === linkOf(node),
    );
  const reached = new Set<BpmnElement>();
  const queue = [elementsById["start"]!];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    const next =
      node.$type === "bpmn:IntermediateThrowEvent"
        ? caught(node)
        : list(node, "outgoing").map((flow) => flow.get("targetRef") as BpmnElement);
    const leads = next.length === 0 ? "nowhere" : "on";
    expect([node.$type === "bpmn:EndEvent", leads]).toEqual(
      node.$type === "bpmn:EndEvent" ? [true, "nowhere"] : [false, "on"],
    );
    queue.push(...next);
  }
  expect(reached).toEqual(new Set(nodes));
});

test("in the drawing nothing lies on something else or beyond the edge, and no two flows cross", () => {
  const { nodes, flows, width, height } = placeProcess();
  const boxes = nodes.flatMap(({ box, label }) => (label === null ? [box] : [box, label.box]));
  const beyond = boxes.filter(
    (box) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height,
  );
  expect(beyond).toEqual([]);
  const pairs = nodes.flatMap((one, index) => nodes.slice(index + 1).map((other) => [one, other]));
  expect(pairs.filter(([one, other]) => overlap(one!.box, other!.box))).toEqual([]);
  const segments = flows.flatMap(({ id, points }) =>
    points.slice(1).map((to, index) => ({ id, box: boxOf(points[index]!, to) })),
  );
  const crossing = segments.flatMap((one, index) =>
    segments
      .slice(index + 1)
      .filter((other) => other.id !== one.id && overlap(one.box, other.box))
      .map((other) => [one, other]),
  );
  expect(crossing).toEqual([]);
});

test("the page shows both files and explains every branch", () => {
  const page = readDocument("docs/replay.md");
  expect(page).toContain("(replay-process.svg)");
  expect(page).toContain("(replay.bpmn)");
  for (const { name } of DECISION_TABLE) expect(page).toContain(`\`${name}\``);
});

function boxOf(from: Point, to: Point): Box {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

/** Touching is no overlap. */
function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function linkOf(node: BpmnElement): unknown {
  const definition = list(node, "eventDefinitions").find(
    ({ $type }) => $type === "bpmn:LinkEventDefinition",
  );
  return definition?.get("name");
}
