import { expect, test } from "vitest";
import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { QUESTIONS } from "#domain/replay/replay-facts.ts";
import { REPLAYS } from "#shop/replay/drawing/decision-tree.ts";
import { litPath, type Progress } from "#shop/replay/drawing/lit-path.ts";
import { placeProcess } from "#shop/replay/drawing/place-process.ts";

const whole: Progress = {
  decision: "wholeOrder",
  step: "verified",
  isRetried: false,
  isBroken: false,
};

/** Names of the lit nodes and answers, each in the diagram's order. */
function lit(branch: (typeof DECISION_TABLE)[number]["name"], progress: Progress | null) {
  const diagram = placeProcess();
  const { nodes, flows } = litPath(diagram, branch, progress);
  return {
    nodes: diagram.nodes.filter(({ id }) => nodes.has(id)),
    flows: diagram.flows.filter(({ id }) => flows.has(id)),
  };
}

test.each(DECISION_TABLE)("the path to $name passes its questions by its answers", (branch) => {
  const { nodes, flows } = lit(branch.name, null);
  expect(nodes.map(({ name }) => name)).toEqual([
    "Order with its foreign ID",
    ...branch.conditions.map(({ fact }) => QUESTIONS[fact].question),
    nodes.at(-1)?.name,
  ]);
  expect(nodes.at(-1)?.id).toBe(`branch-${branch.name}`);
  expect(new Map(flows.map(({ from, name }) => [from.name, name]))).toEqual(
    new Map([
      ["Order with its foreign ID", null],
      ...branch.conditions.map(({ fact, answer }) => [QUESTIONS[fact].question, answer] as const),
    ]),
  );
});

test("a replay that was verified at once went straight on", () => {
  const { nodes, flows } = lit("absent-standard", whole);
  const lane = nodes.filter(({ id }) => id.startsWith("wholeOrder-"));
  expect(lane.map(({ id }) => id.slice("wholeOrder-".length)).toSorted()).toEqual([
    "choose",
    "entry",
    "holds",
    "load-getKeyRequest",
    "load-orderInfo",
    "verified",
    "verify",
    "wait",
  ]);
  expect(flows.filter(({ from }) => from.id.startsWith("wholeOrder-"))).toHaveLength(7);
});

test("one that was tried again went the way back as well", () => {
  const { flows } = lit("absent-standard", { ...whole, isRetried: true });
  const back = flows.find(({ from, to }) => from.kind === "question" && to.kind === "task");
  expect([back?.from.name, back?.to.name]).toEqual(["Tried 3 times?", "Load OrderInfo"]);
});

test("one that was refused ends where it broke", () => {
  const broken = { ...whole, step: "load-getKeyRequest", isBroken: true };
  const { nodes } = lit("absent-standard", broken);
  const names = nodes.map(({ name }) => name);
  expect(names).toContain("Load GetKeyRequest");
  expect(names).not.toContain("Synchronized");
  expect(litPath(placeProcess(), "absent-standard", broken).brokenAt).toBe(
    "wholeOrder-load-getKeyRequest",
  );
});

test.each(REPLAYS)("the lane of %s can stand alone", (decision) => {
  const { nodes, height } = placeProcess([decision]);
  expect(nodes.filter(({ kind }) => kind === "catch").map((node) => node.decision)).toEqual([
    decision,
  ]);
  expect(height).toBeLessThan(placeProcess().height);
});
