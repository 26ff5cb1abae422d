import type { Case } from "./case.ts";
import { findingsOf } from "./findings-of.ts";
import { caseThrough } from "./gather-case.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import { RULES_VERSION } from "./lifecycle-rules.ts";
import type { Activity, Lifecycle } from "./lifecycle.ts";
import { linksOf } from "./links.ts";
import type { Hit, JudgedAt } from "./object-lifecycle.ts";
import { OBJECT_LIFECYCLES } from "./object-lifecycles.ts";
import { nextChangeMs, obligationsOf } from "./obligations.ts";
import { milestonesOf, runTransitions, timeText, UNKNOWN_STATE } from "./run-transitions.ts";
import type { RuleHead } from "./runnable-lifecycle.ts";
import { isOfTheStory } from "./story-events.ts";
import { TIME_RULES } from "./time-rules.ts";

/**
 * The life of an object from the events of its case that had happened at `judged.atMs`, that millisecond
 * included; deadlines are judged at it. Pure: the same events give the same life, however they arrived.
 */
export function reconstruct(whole: Case, judged: JudgedAt): Lifecycle {
  const known = caseThrough(whole, judged.atMs);
  const { model, judge } = OBJECT_LIFECYCLES[known.object.type];
  const { reading, hits } = judge(known, judged);
  const { signals, owed, money, details, unknowns, changesMs } = reading;
  const states = runTransitions(model, signals, known.own[0]);
  const nextMs = nextChangeMs(owed, changesMs, judged.atMs);
  return {
    object: known.object,
    aliases: known.ids.filter((id) => id !== known.object.id),
    modelVersion: model.version,
    rulesVersion: RULES_VERSION,
    asOf: timeText(judged.atMs),
    state: states.at(-1)?.state ?? UNKNOWN_STATE,
    states,
    milestones: milestonesOf(model, signals),
    obligations: obligationsOf(model, owed, judged),
    money,
    links: linksOf(model, known),
    details,
    findings: findingsOf(known, [...hits, ...timeHits(known, judged)]),
    activities: known.own.filter(isOfTheStory).map(activity),
    nextChangeAt: nextMs === null ? null : timeText(nextMs),
    unknowns,
    isTruncated: known.isTruncated,
  };
}

function timeHits(known: Case, judged: JudgedAt): (readonly [RuleHead, Hit])[] {
  const hits: (readonly [RuleHead, Hit])[] = [];
  for (const rule of TIME_RULES) {
    const hit = rule.holds(null, judged, known);
    if (hit !== null) hits.push([rule, hit]);
  }
  return hits;
}

function activity({ type, timeMs, reference }: LifecycleEvent): Activity {
  return { type, atMs: timeMs, reference };
}
