import type { ReplayTable } from "#query/answers/replay-table-answers.ts";

type Branch = ReplayTable["branches"][number];

/** Who answers the questions: the shop now, the log, or what a past replay stated. */
export type AnsweredBy = "shop" | "log" | "stated";

/** One way through the tree: the answer to each question that is known; null where it is not. */
export interface TreePath {
  readonly by: AnsweredBy;
  readonly answers: ReadonlyMap<string, string | null>;
}

export interface TreeNode {
  readonly id: string;
  readonly column: number;
  readonly row: number;
  readonly fact: string;
  readonly litBy: readonly AnsweredBy[];
  /** Whose way stops here, because the answer is not known. */
  readonly openBy: readonly AnsweredBy[];
}

export interface TreeEdge {
  readonly id: string;
  readonly fact: string;
  readonly answer: string;
  readonly fromColumn: number;
  readonly fromRow: number;
  /** Null where it leads to an end. */
  readonly toColumn: number | null;
  readonly toRow: number;
  readonly litBy: readonly AnsweredBy[];
}

export interface TreeEnd {
  readonly row: number;
  readonly branch: Branch;
  readonly litBy: readonly AnsweredBy[];
}

export interface TreeLayout {
  /** Facts in the order in which they are asked for, a column each. */
  readonly columns: readonly string[];
  readonly nodes: readonly TreeNode[];
  readonly edges: readonly TreeEdge[];
  /** In the order of the table, a row each. */
  readonly ends: readonly TreeEnd[];
}

/** Where a way through the tree leads. */
export interface Walk {
  /** Questions that were asked, in order, with their answers. */
  readonly steps: readonly { readonly fact: string; readonly answer: string }[];
  readonly branch: Branch | null;
  /** The question that stopped it; null where it came to an end. */
  readonly needs: string | null;
}

/** Follows the answers from question to question. */
export function walk(table: ReplayTable, path: TreePath): Walk {
  const steps: { fact: string; answer: string }[] = [];
  let branches: readonly Branch[] = table.branches;
  for (let depth = 0; ; depth += 1) {
    const [first] = branches;
    const condition = first?.conditions[depth];
    if (first === undefined || condition === undefined) {
      return { steps, branch: first ?? null, needs: null };
    }
    const answer = path.answers.get(condition.fact) ?? null;
    if (answer === null) return { steps, branch: null, needs: condition.fact };
    steps.push({ fact: condition.fact, answer });
    branches = branches.filter(({ conditions }) => conditions[depth]?.answer === answer);
  }
}

/**
 * The table as a tree of its questions: a column to a question, a row to an end. The first path runs straight,
 * so that what holds is seen at once; what branches off leads up or down to its own row.
 */
export function layoutTree(table: ReplayTable, paths: readonly TreePath[]): TreeLayout {
  const columns = table.questions.map(({ fact }) => fact);
  const walks = paths.map((path) => ({ by: path.by, ...walk(table, path) }));
  const [main] = walks;
  const tree = new TreeBuilder(table, columns, walks);
  tree.add(table.branches, 0, main);
  const ends = table.branches.map((branch, row) => ({
    row,
    branch,
    litBy: walks.filter((one) => one.branch === branch).map(({ by }) => by),
  }));
  return { columns, nodes: tree.nodes, edges: tree.edges, ends };
}

type NamedWalk = Walk & { readonly by: AnsweredBy };

class TreeBuilder {
  readonly nodes: TreeNode[] = [];
  readonly edges: TreeEdge[] = [];
  readonly #table: ReplayTable;
  readonly #columns: readonly string[];
  readonly #walks: readonly NamedWalk[];

  constructor(table: ReplayTable, columns: readonly string[], walks: readonly NamedWalk[]) {
    this.#table = table;
    this.#columns = columns;
    this.#walks = walks;
  }

  /** Adds what follows `depth` answers that these branches share; answers the row it stands in. */
  add(branches: readonly Branch[], depth: number, main: NamedWalk | undefined): number {
    const [first] = branches;
    const condition = first?.conditions[depth];
    const row = this.#rowOf(branches, main);
    if (first === undefined || condition === undefined) return row;
    const { fact } = condition;
    const prefix = first.conditions.slice(0, depth);
    const here = this.#walks.filter(({ steps }) =>
      prefix.every(({ answer }, place) => steps[place]?.answer === answer),
    );
    const id = [...prefix.map(({ answer }) => answer), fact].join(" / ");
    const column = this.#columns.indexOf(fact);
    this.nodes.push({
      id,
      column,
      row,
      fact,
      litBy: here.map(({ by }) => by),
      openBy: here
        .filter(({ needs, steps }) => needs === fact && steps.length === depth)
        .map(({ by }) => by),
    });
    const answers = new Set(branches.map(({ conditions }) => conditions[depth]?.answer ?? ""));
    for (const answer of answers) {
      const next = branches.filter(({ conditions }) => conditions[depth]?.answer === answer);
      const after = next[0]?.conditions[depth + 1];
      this.edges.push({
        id: `${id} / ${answer}`,
        fact,
        answer,
        fromColumn: column,
        fromRow: row,
        toColumn: after === undefined ? null : this.#columns.indexOf(after.fact),
        toRow: this.add(next, depth + 1, main),
        litBy: here.filter(({ steps }) => steps[depth]?.answer === answer).map(({ by }) => by),
      });
    }
    return row;
  }

  /** The row of the main path's end where it is among these; else their first. */
  #rowOf(branches: readonly Branch[], main: NamedWalk | undefined): number {
    const chosen = branches.find((branch) => branch === main?.branch) ?? branches[0];
    return this.#table.branches.findIndex((branch) => branch === chosen);
  }
}
