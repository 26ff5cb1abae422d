import type { ReplayDecision } from "#domain/replay/replay-facts.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Kinds of nodes, as BPMN tells them apart. A `throw` goes on at the `catch` of its decision. */
export type NodeKind =
  | "start"
  | "end"
  | "failure"
  | "question"
  | "throw"
  | "catch"
  | "timer"
  | "task";

/** A node of the process in its place. */
export interface DiagramNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** Where it leads or belongs to. */
  readonly decision: ReplayDecision | null;
  readonly box: Box;
  /** Where the name stands, unless within; beside an end its branch stands first. */
  readonly label: { readonly box: Box; readonly branch?: string } | null;
}

export interface DiagramFlow {
  readonly id: string;
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  readonly name: string | null;
  /** From border to border; at least two. */
  readonly points: readonly Point[];
  /** Left end of the name's base line. */
  readonly nameAt: Point;
}

/** The whole picture; both the page's and the BPMN tool's. */
export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DiagramNode[];
  readonly flows: readonly DiagramFlow[];
}

export function centerOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

export function boxAround({ x, y }: Point, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** From the right border of one node straight to the left border of the next. */
export function straight(from: DiagramNode, to: DiagramNode): Point[] {
  const { y } = centerOf(from.box);
  return [
    { x: from.box.x + from.box.width, y },
    { x: to.box.x, y },
  ];
}

/** From the lower corner of one node down, then right to the next. */
export function downAndRight(from: DiagramNode, to: DiagramNode): Point[] {
  const { x } = centerOf(from.box);
  const { y } = centerOf(to.box);
  return [
    { x, y: from.box.y + from.box.height },
    { x, y },
    { x: to.box.x, y },
  ];
}

/** Collects nodes and flows while they are placed. */
export class Sheet {
  readonly nodes: DiagramNode[] = [];
  readonly flows: DiagramFlow[] = [];

  node(node: DiagramNode): DiagramNode {
    this.nodes.push(node);
    return node;
  }

  flow(from: DiagramNode, to: DiagramNode, points: readonly Point[], name?: string): void {
    const [first, second] = points;
    if (first === undefined || second === undefined) throw new Error("A flow has two ends.");
    const nameAt =
      first.x === second.x ? { x: first.x + 6, y: first.y + 15 } : besideStart(first, second);
    const id = `flow-${this.flows.length + 1}`;
    this.flows.push({ id, from, to, points, name: name ?? null, nameAt });
  }
}

function besideStart(first: Point, second: Point): Point {
  return { x: second.x > first.x ? first.x + 4 : first.x - 20, y: first.y - 6 };
}
