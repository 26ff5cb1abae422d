/** How well findings of one rule were made. */
export interface Score {
  readonly rule: string;
  /** Found, and named by the key. */
  readonly right: number;
  /** Found, and not named by the key: `rule type id`. */
  readonly wrong: readonly string[];
  /** Named by the key, and not found. */
  readonly missed: readonly string[];
}

/** Of each rule that was found or named, by rule ascending. */
export function scores(found: readonly string[], named: readonly string[]): Score[] {
  const foundSet = new Set(found);
  const namedSet = new Set(named);
  const rules = new Set([...foundSet, ...namedSet].map(ruleOf));
  return [...rules].sort().map((rule) => {
    const own = (set: ReadonlySet<string>) => [...set].filter((one) => ruleOf(one) === rule).sort();
    return {
      rule,
      right: own(foundSet).filter((one) => namedSet.has(one)).length,
      wrong: own(foundSet).filter((one) => !namedSet.has(one)),
      missed: own(namedSet).filter((one) => !foundSet.has(one)),
    };
  });
}

function ruleOf(finding: string): string {
  return finding.split(" ")[0] ?? "";
}

/** Of several runs together, by rule. */
export function sumOfScores(runs: readonly (readonly Score[])[]): Score[] {
  const byRule = Map.groupBy(runs.flat(), ({ rule }) => rule);
  return [...byRule.keys()].sort().map((rule) => {
    const group = byRule.get(rule) ?? [];
    return {
      rule,
      right: group.reduce((sum, { right }) => sum + right, 0),
      wrong: group.flatMap(({ wrong }) => wrong),
      missed: group.flatMap(({ missed }) => missed),
    };
  });
}

export function precision({ right, wrong }: Score): number {
  return right + wrong.length === 0 ? 1 : right / (right + wrong.length);
}

export function recall({ right, missed }: Score): number {
  return right + missed.length === 0 ? 1 : right / (right + missed.length);
}

/** Those with a wrong or a missed finding. */
export function wrongScores(all: readonly Score[]): Score[] {
  return all.filter((score) => precision(score) < 1 || recall(score) < 1);
}
