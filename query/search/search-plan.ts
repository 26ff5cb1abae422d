import type { IndexExpression } from "#storage/index/event-index.ts";
import type { DocumentView } from "./document-view.ts";

/**
 * How a part of a query is answered. `expression` finds every matching record and, unless `exact`, some
 * that do not match; `test` decides on the record.
 */
export interface SearchPlan {
  readonly expression: IndexExpression;
  readonly exact: boolean;
  readonly test: (view: DocumentView) => boolean;
}

export const ALL_PLAN: SearchPlan = { expression: { kind: "all" }, exact: true, test: () => true };
export const NONE_PLAN: SearchPlan = {
  expression: { kind: "none" },
  exact: true,
  test: () => false,
};

export function tokenPlan(token: string): SearchPlan {
  return {
    expression: { kind: "token", token },
    exact: true,
    test: (view) => view.tokens.has(token),
  };
}

export function prefixPlan(prefix: string): SearchPlan {
  return {
    expression: { kind: "prefix", prefix },
    exact: true,
    test: (view) => view.hasTokenPrefix(prefix),
  };
}

/** Nothing in the index narrows it down, but what `within` finds. */
export function scanPlan(
  test: (view: DocumentView) => boolean,
  within: IndexExpression = ALL_PLAN.expression,
): SearchPlan {
  return { expression: within, exact: false, test };
}

function combine(kind: "and" | "or", operands: readonly IndexExpression[]): IndexExpression {
  const absorbing = kind === "and" ? "none" : "all";
  const neutral = kind === "and" ? "all" : "none";
  const flat = operands
    .flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]))
    .filter((operand) => operand.kind !== neutral);
  if (flat.some((operand) => operand.kind === absorbing)) return { kind: absorbing };
  const [only] = flat;
  if (only === undefined) return { kind: neutral };
  return flat.length === 1 ? only : { kind, operands: flat };
}

/** How many tokens and prefixes an expression names, and how deep it nests. */
export function measureExpression(expression: IndexExpression): { terms: number; depth: number } {
  switch (expression.kind) {
    case "token":
    case "prefix":
      return { terms: 1, depth: 0 };
    case "not": {
      const { terms, depth } = measureExpression(expression.operand);
      return { terms, depth: depth + 1 };
    }
    case "and":
    case "or": {
      const sizes = expression.operands.map(measureExpression);
      return {
        terms: sizes.reduce((sum, { terms }) => sum + terms, 0),
        depth: 1 + Math.max(...sizes.map(({ depth }) => depth)),
      };
    }
    default:
      return { terms: 0, depth: 0 };
  }
}

export function expressionOfAny(operands: readonly IndexExpression[]): IndexExpression {
  return combine("or", operands);
}

export function allOf(plans: readonly SearchPlan[]): SearchPlan {
  return {
    expression: combine(
      "and",
      plans.map(({ expression }) => expression),
    ),
    exact: plans.every(({ exact }) => exact),
    test: (view) => plans.every((plan) => plan.test(view)),
  };
}

export function anyOf(plans: readonly SearchPlan[]): SearchPlan {
  return {
    expression: combine(
      "or",
      plans.map(({ expression }) => expression),
    ),
    exact: plans.every(({ exact }) => exact),
    test: (view) => plans.some((plan) => plan.test(view)),
  };
}

/** What an inexact part excludes is known only from the record, so the index excludes nothing. */
export function noneOf(plan: SearchPlan): SearchPlan {
  const test = (view: DocumentView) => !plan.test(view);
  if (!plan.exact) return scanPlan(test);
  if (plan.expression.kind === "all") return NONE_PLAN;
  if (plan.expression.kind === "none") return ALL_PLAN;
  if (plan.expression.kind === "not") {
    return { expression: plan.expression.operand, exact: true, test };
  }
  return { expression: { kind: "not", operand: plan.expression }, exact: true, test };
}
