import type { RecordedEvent } from "#domain/events/event.ts";
import type { IndexExpression } from "#storage/index/event-index.ts";
import { DocumentView, type HashProtected } from "./document-view.ts";
import { fieldPlan } from "./plan-field.ts";
import { timeInterval } from "./plan-measure.ts";
import { bareTermPlan } from "./plan-text.ts";
import type { SearchContext } from "./search-context.ts";
import { ALL_PLAN, allOf, anyOf, noneOf, type SearchPlan } from "./search-plan.ts";
import type { FieldNode, SearchNode } from "./search-tree.ts";

/** A query made ready for the index and for documents. */
export interface CompiledSearch {
  /** Finds every matching record; also others where there is a predicate. */
  readonly expression: IndexExpression;
  /** Decides on a record that `expression` found; null when all of them match. */
  readonly predicate: ((view: DocumentView) => boolean) | null;
  /** Times every match lies in, half-open; from the `time` terms that all records must fulfil. */
  readonly fromMs: number;
  readonly toMs: number;
}

function planOf(node: SearchNode, context: SearchContext): SearchPlan {
  switch (node.kind) {
    case "all":
      return ALL_PLAN;
    case "text":
      return bareTermPlan(node.match, context);
    case "field":
      return fieldPlan(node, context);
    case "and":
      return allOf(node.operands.map((operand) => planOf(operand, context)));
    case "or":
      return anyOf(node.operands.map((operand) => planOf(operand, context)));
    default:
      return noneOf(planOf(node.operand, context));
  }
}

/** The terms that every match fulfills. */
function conjuncts(node: SearchNode): readonly SearchNode[] {
  return node.kind === "and" ? node.operands.flatMap(conjuncts) : [node];
}

function isTime(node: SearchNode): node is FieldNode {
  return node.kind === "field" && node.field.name === "time" && node.match.form !== "prefix";
}

/** Pure: the same tree and context give the same expression. */
export function compileSearch(tree: SearchNode, context: SearchContext): CompiledSearch {
  const terms = conjuncts(tree);
  const intervals = terms.filter(isTime).map(({ match }) => timeInterval(match, context.nowMs));
  const plan = allOf(terms.filter((term) => !isTime(term)).map((term) => planOf(term, context)));
  return {
    expression: plan.expression,
    predicate: plan.exact ? null : plan.test,
    fromMs: Math.max(-Infinity, ...intervals.map(({ from }) => from)),
    toMs: Math.min(Infinity, ...intervals.map(({ to }) => to)),
  };
}

/** A test of single records, for streams: no index has seen them yet. */
export function compileMatcher(
  tree: SearchNode,
  context: Pick<SearchContext, "nowMs" | "searchHash">,
): (view: DocumentView) => boolean {
  return planOf(tree, { ...context, present: () => true, objectTypes: () => [] }).test;
}

/** Whether one record matches. */
export function matchesSearch(
  tree: SearchNode,
  record: RecordedEvent,
  context: Pick<SearchContext, "nowMs" | "searchHash"> & {
    readonly hashProtected: HashProtected;
  },
): boolean {
  return compileMatcher(tree, context)(new DocumentView(record, context.hashProtected));
}
