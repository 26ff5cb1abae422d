import type { Severity } from "./finding.ts";
import { LIFECYCLE_TYPES, type LifecycleType } from "./object-key.ts";
import { OBJECT_LIFECYCLES } from "./object-lifecycles.ts";
import type { RuleHead } from "./runnable-lifecycle.ts";
import { TIME_RULES } from "./time-rules.ts";

/** A rule as documents and answers list it. */
export interface ListedRule {
  readonly id: string;
  readonly version: number;
  readonly severity: Severity;
  readonly summary: string;
  /** Of the objects on which it is found; null: of any. */
  readonly type: LifecycleType | null;
}

/** Every rule, by type of object, then as its room lists them; those of any object last. */
export const RULES: readonly ListedRule[] = [
  ...LIFECYCLE_TYPES.flatMap((type) =>
    OBJECT_LIFECYCLES[type].rules.map((rule) => listed(rule, type)),
  ),
  ...TIME_RULES.map((rule) => listed(rule, null)),
];

function listed({ id, version, severity, summary }: RuleHead, type: LifecycleType | null) {
  return { id, version, severity, summary, type };
}

/** Of all rules together: the sum of their versions, so that it rises with each change of one. */
export const RULES_VERSION = RULES.reduce((sum, { version }) => sum + version, 0);
