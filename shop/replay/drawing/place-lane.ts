import { REPLAY_ATTEMPTS_MAX, REPLAY_STEPS } from "#domain/replay/replay-steps.ts";
import {
  boxAround,
  centerOf,
  type DiagramNode,
  type NodeKind,
  type Sheet,
  straight,
} from "./diagram.ts";
import {
  CHOICE_NAMES,
  DECISION_NAMES,
  loadName,
  type Replay,
  verifyName,
} from "./decision-tree.ts";

export const LANE_HEIGHT = 164;

// Centers and widths, in pixels of the drawing at its own size.
const ROUND = 36;
const TASK_HEIGHT = 60;
const ENTRY_X = 42;
const CHOOSE = { x: 166, width: 164 };
const LOAD_X = { orderInfo: 336, getKeyRequest: 478 } as const;
const LOAD_WIDTH = 120;
const WAIT_X = 592;
const VERIFY = { x: 728, width: 164 };
const HOLDS_X = 862;
const END_X = 952;
/** From the middle of the lane to the middle of the way back. */
const RETRY_Y = 64;

/** Places the nodes of one replay, named after its decision. */
class Lane {
  readonly #sheet: Sheet;
  readonly #decision: Replay;

  constructor(sheet: Sheet, decision: Replay) {
    this.#sheet = sheet;
    this.#decision = decision;
  }

  round(kind: NodeKind, part: string, name: string, at: readonly [number, number]): DiagramNode {
    const [x, y] = at;
    const box = boxAround({ x, y }, ROUND, ROUND);
    const label = { box: labelBox(part, x, y) };
    return this.#node({ id: part, kind, name, box, label });
  }

  task(part: string, name: string, at: readonly [number, number], width: number): DiagramNode {
    const box = boxAround({ x: at[0], y: at[1] }, width, TASK_HEIGHT);
    return this.#node({ id: part, kind: "task", name, box, label: null });
  }

  #node(node: Omit<DiagramNode, "decision">): DiagramNode {
    const decision = this.#decision;
    return this.#sheet.node({ ...node, id: `${decision}-${node.id}`, decision });
  }
}

/** Catch, choose, load, wait, verify; what is not as it should be is tried again. */
export function placeLane(sheet: Sheet, decision: Replay, y: number): void {
  const lane = new Lane(sheet, decision);
  const loads = REPLAY_STEPS[decision].documents.map((kind) =>
    lane.task(`load-${kind}`, loadName(kind), [LOAD_X[kind], y], LOAD_WIDTH),
  );
  const wait = lane.round("timer", "wait", "Synchronized", [WAIT_X, y]);
  const holds = lane.round("question", "holds", "All as it should be?", [HOLDS_X, y]);
  const chain = [
    lane.round("catch", "entry", DECISION_NAMES[decision], [ENTRY_X, y]),
    lane.task("choose", CHOICE_NAMES[decision], [CHOOSE.x, y], CHOOSE.width),
    ...loads,
    wait,
    lane.task("verify", verifyName(decision), [VERIFY.x, y], VERIFY.width),
    holds,
  ];
  for (const [index, from] of chain.entries()) {
    const to = chain[index + 1];
    if (to !== undefined) sheet.flow(from, to, straight(from, to));
  }
  const verified = lane.round("end", "verified", "Verified", [END_X, y]);
  sheet.flow(holds, verified, straight(holds, verified), "yes");
  placeRetry(sheet, lane, holds, loads[0] ?? wait);
}

function placeRetry(sheet: Sheet, lane: Lane, holds: DiagramNode, first: DiagramNode): void {
  const { x, y } = centerOf(holds.box);
  const below = y + RETRY_Y;
  const name = `Tried ${REPLAY_ATTEMPTS_MAX} times?`;
  const tried = lane.round("question", "tried", name, [x, below]);
  const failed = lane.round("failure", "failed", "Failed", [END_X, below]);
  const down = [
    { x, y: y + ROUND / 2 },
    { x, y: below - ROUND / 2 },
  ];
  sheet.flow(holds, tried, down, "no");
  sheet.flow(tried, failed, straight(tried, failed), "yes");
  const back = centerOf(first.box).x;
  const around = [
    { x: x - ROUND / 2, y: below },
    { x: back, y: below },
    { x: back, y: first.box.y + TASK_HEIGHT },
  ];
  sheet.flow(tried, first, around, "no");
}

function labelBox(part: string, x: number, y: number): DiagramNode["box"] {
  if (part === "entry") return { x: x - 18, y: y - 58, width: 240, height: 18 };
  if (part === "wait") return { x: x - 50, y: y + 20, width: 100, height: 18 };
  if (part === "holds") return { x: x - 12, y: y - 40, width: 160, height: 18 };
  if (part === "tried") return { x: x - 12, y: y + 20, width: 130, height: 18 };
  return { x: x + 24, y: y - 9, width: 76, height: 18 };
}
