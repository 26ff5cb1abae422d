import { z } from "zod";
import { deadlinesSchema } from "#domain/lifecycles/deadlines.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import type { LifecycleModel } from "#domain/lifecycles/lifecycle-model.ts";
import type { ListedRule } from "#domain/lifecycles/lifecycle-rules.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";

const yes = z.literal(true).exactOptional();
const names = z.array(z.string());

/** What happens to objects of one type. */
const lifecycleModelSchema: z.ZodType<LifecycleModel, LifecycleModel> = z.object({
  type: z.enum(LIFECYCLE_TYPES),
  version: z.number().int().positive(),
  states: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      isFinal: yes.describe("Nothing follows"),
      isResting: yes.describe("Something may follow and nothing has to"),
    }),
  ),
  initial: z.string().describe("The state before the first signal that moves it"),
  transitions: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      signal: z.string(),
      rule: z.string().exactOptional().describe("It happens and is wrong: the rule that says so"),
    }),
  ),
  signals: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      events: names.describe("Types of the records that tell it"),
      when: z.string().exactOptional().describe("What must hold beside the record, in words"),
      isMilestone: yes,
    }),
  ),
  obligations: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      from: names,
      metBy: names,
      deadline: z.enum(deadlinesSchema.keyof().options).describe("Name of its setting"),
      rule: z.string(),
    }),
  ),
  money: z.array(
    z.object({ event: z.string(), sum: z.string(), effect: z.enum(["adds", "takes", "sets"]) }),
  ),
  links: z.array(
    z.object({
      type: z.enum([...LIFECYCLE_TYPES, "customer", "invoice", "mail", "product"]),
      relation: z.string(),
      role: z.string().exactOptional().describe("Role under which the other is named"),
      as: z.string().exactOptional().describe("Role in which this object stands there"),
      events: names,
      isRead: yes.describe("Rules look at its records"),
      isTold: yes.describe("Its records belong to the story"),
    }),
  ),
  normalPath: names.describe("Signals of a life in which nothing went wrong, in order"),
});

export const lifecycleModelsSchema = z.object({ items: z.array(lifecycleModelSchema) });
export type LifecycleModels = z.infer<typeof lifecycleModelsSchema>;

const findingRuleSchema: z.ZodType<ListedRule, ListedRule> = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  severity: z.enum(SEVERITIES),
  summary: z.string(),
  type: z.enum(LIFECYCLE_TYPES).nullable().describe("On what it is found; null: on any object"),
});

export const findingRulesSchema = z.object({ items: z.array(findingRuleSchema) });
export type FindingRules = z.infer<typeof findingRulesSchema>;
