import { FACT_NAMES } from "#domain/replay/replay-facts.ts";
import {
  boxAround,
  type Diagram,
  type DiagramNode,
  downAndRight,
  Sheet,
  straight,
} from "./diagram.ts";
import { LANE_HEIGHT, placeLane } from "./place-lane.ts";
import {
  type BranchNode,
  DECISION_NAMES,
  decisionTree,
  type ProcessNode,
  type Replay,
  REPLAYS,
} from "./decision-tree.ts";

// Lengths are in pixels of the drawing at its own size.
const WIDTH = 1140;
const MARGIN = 24;
const ROUND = 36;
/** The tree has a column for each fact, and a row for each branch. */
const COLUMN_WIDTH = 100;
const ROW_HEIGHT = 68;
const TREE_TOP = 76;
const FIRST_COLUMN = 116;
const ENDS_X = FIRST_COLUMN + (FACT_NAMES.length - 1) * COLUMN_WIDTH + 180;
const END_LABEL_X = ENDS_X + ROUND / 2 + 8;
/** Between the tree and the steps, where the first lane's name stands. */
const LANES_GAP = 50;

/** Places the decision tree and, below it, the steps of these replays. */
export function placeProcess(lanes: readonly Replay[] = REPLAYS): Diagram {
  const sheet = new Sheet();
  const start = sheet.node({
    id: "start",
    kind: "start",
    name: "Order with its foreign ID",
    decision: null,
    box: boxAround({ x: MARGIN + ROUND / 2, y: TREE_TOP }, ROUND, ROUND),
    label: { box: { x: 4, y: TREE_TOP + 22, width: 110, height: 32 } },
  });
  const tree = decisionTree();
  const root = placeNode(sheet, tree, 0);
  sheet.flow(start, root, straight(start, root));
  const lanesTop = TREE_TOP + rowsOf(tree) * ROW_HEIGHT + LANES_GAP;
  for (const [index, decision] of lanes.entries()) {
    placeLane(sheet, decision, lanesTop + index * LANE_HEIGHT);
  }
  const height = lanesTop + lanes.length * LANE_HEIGHT - LANES_GAP;
  return { width: WIDTH, height, nodes: sheet.nodes, flows: sheet.flows };
}

/** Branches that it leads to: each has a row of its own. */
function rowsOf(node: ProcessNode): number {
  return node.kind === "branch" ? 1 : node.ways.reduce((rows, { to }) => rows + rowsOf(to), 0);
}

/** The first answer goes straight on, the others down: so no two flows cross. */
function placeNode(sheet: Sheet, node: ProcessNode, row: number): DiagramNode {
  const y = TREE_TOP + row * ROW_HEIGHT;
  if (node.kind === "branch") return placeEnd(sheet, node, y);
  const x = FIRST_COLUMN + FACT_NAMES.indexOf(node.fact) * COLUMN_WIDTH;
  const placed = sheet.node({
    id: node.id,
    kind: "question",
    name: node.question,
    decision: null,
    box: boxAround({ x, y }, ROUND, ROUND),
    label: { box: { x: x - 8, y: y - 54, width: COLUMN_WIDTH + 6, height: 32 } },
  });
  let below = row;
  for (const [index, { answer, to }] of node.ways.entries()) {
    const child = placeNode(sheet, to, below);
    const points = index === 0 ? straight(placed, child) : downAndRight(placed, child);
    sheet.flow(placed, child, points, answer);
    below += rowsOf(to);
  }
  return placed;
}

function placeEnd(sheet: Sheet, { id, branch }: BranchNode, y: number): DiagramNode {
  return sheet.node({
    id: `branch-${id}`,
    kind: branch.decision === "none" ? "end" : "throw",
    name: DECISION_NAMES[branch.decision],
    decision: branch.decision,
    box: boxAround({ x: ENDS_X, y }, ROUND, ROUND),
    label: {
      box: { x: END_LABEL_X, y: y - 18, width: WIDTH - END_LABEL_X - 4, height: 36 },
      branch: id,
    },
  });
}
