import type { BranchName } from "#domain/replay/decision-table.ts";
import type { Replay } from "./decision-tree.ts";
import type { Diagram, DiagramFlow } from "./diagram.ts";

/** How far a replay came: to the step of its lane. */
export interface Progress {
  readonly decision: Replay;
  /** The last step it took, as the lane names it: `choose`, `load-orderInfo`, `wait`, `verified`, `failed`. */
  readonly step: string;
  /** It went back and loaded again. */
  readonly isRetried: boolean;
  /** It broke at that step. */
  readonly isBroken: boolean;
}

/** Nodes and flows by their IDs. */
export interface LitPath {
  readonly nodes: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
  /** The node where a replay broke. */
  readonly brokenAt: string | null;
}

/** From the start to a branch of the table, and of its replay as far as that came. */
export function litPath(diagram: Diagram, branch: BranchName, progress: Progress | null): LitPath {
  const nodes = new Set<string>();
  const flows = new Set<string>();
  const light = ({ id, from, to }: DiagramFlow): void => {
    flows.add(id);
    nodes.add(from.id);
    nodes.add(to.id);
  };
  for (const flow of wayTo(diagram, `branch-${branch}`)) light(flow);
  if (progress === null) return { nodes, flows, brokenAt: null };
  const { decision, step, isRetried, isBroken } = progress;
  const last = `${decision}-${step}`;
  nodes.add(last);
  for (const flow of wayTo(diagram, last)) light(flow);
  if (isRetried) {
    const tried = `${decision}-tried`;
    for (const flow of wayTo(diagram, tried)) light(flow);
    for (const flow of diagram.flows) {
      if (flow.from.id === tried && flow.to.kind !== "failure") light(flow);
    }
  }
  return { nodes, flows, brokenAt: isBroken ? last : null };
}

/** Backwards from a node, by the flow that was drawn to it first: the way back of a retry is drawn last. */
function wayTo({ flows }: Diagram, id: string): DiagramFlow[] {
  const way: DiagramFlow[] = [];
  for (let to = id; ;) {
    const flow = flows.find((candidate) => candidate.to.id === to);
    if (flow === undefined) return way;
    way.push(flow);
    to = flow.from.id;
  }
}
