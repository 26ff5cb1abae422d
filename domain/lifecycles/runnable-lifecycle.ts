import type { Case } from "./case.ts";
import type { LifecycleModel } from "./lifecycle-model.ts";
import type { Hit, JudgedAt, ObjectLifecycle, Reading, Rule } from "./object-lifecycle.ts";

/** What a rule says of itself. */
export type RuleHead = Omit<Rule<unknown>, "holds">;

/** The lifecycle of one type, whatever its room reads for its own rules. */
export interface RunnableLifecycle {
  readonly model: LifecycleModel;
  readonly rules: readonly RuleHead[];
  readonly judge: (
    whole: Case,
    judged: JudgedAt,
  ) => {
    readonly reading: Omit<Reading<unknown>, "facts">;
    readonly hits: readonly (readonly [RuleHead, Hit])[];
  };
}

export function runnableLifecycle<Facts>(lifecycle: ObjectLifecycle<Facts>): RunnableLifecycle {
  const { model, read, rules } = lifecycle;
  return {
    model,
    rules,
    judge(whole, judged) {
      const reading = read(whole, judged);
      const hits: (readonly [RuleHead, Hit])[] = [];
      for (const rule of rules) {
        const hit = rule.holds(reading.facts, judged, whole);
        if (hit !== null) hits.push([rule, hit]);
      }
      return { reading, hits };
    },
  };
}
