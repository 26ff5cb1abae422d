import { counted } from "../coverage.ts";
import { WaitStatistics } from "./wait-statistics.ts";

/** Pairs told apart: the catalog's types give some three hundred; foreign ones could give any number. */
const EDGES_MAX = 500;

/** One event directly after another. */
export interface FollowEdge {
  readonly from: string;
  readonly to: string;
  readonly waits: WaitStatistics;
  /** Of its occurrences, those in an object that has a finding. */
  withFindings: number;
}

/** Which events follow directly on which, and after how long. */
export class FollowEdges {
  readonly #edges = new Map<string, Map<string, FollowEdge>>();
  readonly #all: FollowEdge[] = [];
  #unlisted = 0;

  add(from: string, to: string, waitMs: number, hasFinding: boolean): void {
    const edge = this.#edge(from, to);
    if (edge === null) {
      this.#unlisted += 1;
      return;
    }
    edge.waits.add(waitMs);
    if (hasFinding) edge.withFindings += 1;
  }

  /** The most frequent first, then by name. */
  list(): FollowEdge[] {
    return this.#all.toSorted(
      (left, right) =>
        right.waits.count - left.waits.count ||
        compareText(left.from, right.from) ||
        compareText(left.to, right.to),
    );
  }

  /** Sentences for coverage where pairs were not told apart. */
  reasons(): string[] {
    if (this.#unlisted === 0) return [];
    const steps = counted(this.#unlisted, "step belongs", "steps belong");
    return [`${steps} to none of the ${EDGES_MAX} pairs of events that are told apart.`];
  }

  #edge(from: string, to: string): FollowEdge | null {
    let edges = this.#edges.get(from);
    if (edges === undefined) {
      edges = new Map();
      this.#edges.set(from, edges);
    }
    const known = edges.get(to);
    if (known !== undefined) return known;
    if (this.#all.length === EDGES_MAX) return null;
    const edge = { from, to, waits: new WaitStatistics(), withFindings: 0 };
    edges.set(to, edge);
    this.#all.push(edge);
    return edge;
  }
}

/** By code units, the same everywhere. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
