import type { Case } from "#domain/lifecycles/case.ts";
import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import { type Finding, SEVERITIES } from "#domain/lifecycles/finding.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { isLifecycleType, keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { RelatedObject } from "../answers/object-answers.ts";
import { counted } from "../coverage.ts";
import { RELATED_MAX } from "../timeline/survey-timeline.ts";
import type { ObjectEvents } from "./object-events.ts";

/** Related objects whose lives are rebuilt for one answer; an order has some ten, a busy card hundreds. */
export const RELATED_VERDICTS_MAX = 50;

/** Rules about the record itself: one late record is found on every object that it names. */
const RECORD_RULES = "time.";

/** Among the unknowns of a life. */
const LATENESS = "whetherRecordsCameLate";

/** What is to be said of an object and of those that belong to it. */
export interface Verdicts {
  readonly lifecycle: Lifecycle;
  /** Lives of related objects, each with the findings that no other has told. */
  readonly others: readonly Lifecycle[];
  readonly related: RelatedObject[];
  /** Its own and those of the others, the gravest first, its own before others. */
  readonly findings: readonly Finding[];
  readonly reasons: readonly string[];
}

interface RelatedLives {
  /** By `keyText` under every name by which it was asked for. */
  readonly byKey: ReadonlyMap<string, Lifecycle>;
  readonly reasons: readonly string[];
}

/** Linked objects before those that the records only touch. */
function keysToJudge(related: readonly RelatedObject[]): ObjectKey[] {
  const keys: ObjectKey[] = [];
  const linked = related.filter(({ relation }) => typeof relation === "string");
  const touched = related.filter(({ relation }) => typeof relation !== "string");
  for (const { type, id } of [...linked, ...touched]) {
    if (isLifecycleType(type)) keys.push({ type, id });
  }
  return keys;
}

async function readRelatedLives(
  events: ObjectEvents,
  related: readonly RelatedObject[],
  judged: { readonly atMs: number; readonly deadlines: Deadlines },
): Promise<RelatedLives> {
  const byKey = new Map<string, Lifecycle>();
  const byCase = new Map<Case, Lifecycle>();
  const keys = keysToJudge(related);
  const looked = events.isSpent ? [] : keys.slice(0, RELATED_VERDICTS_MAX);
  const cases = await events.casesOf(looked);
  for (const [place, key] of looked.entries()) {
    const whole = cases[place] ?? null;
    if (whole === null) continue;
    const lifecycle = byCase.get(whole) ?? reconstruct(whole, judged);
    byCase.set(whole, lifecycle);
    byKey.set(keyText(key), lifecycle);
  }
  const left = keys.length - looked.length;
  const reasons =
    left === 0
      ? []
      : [
          `States and findings of ${counted(left, "related object")} of ${keys.length} were not looked at.`,
        ];
  return { byKey, reasons };
}

/** Those of which nothing was told yet: a finding on a record is told on one of its objects. */
function untold(finding: Finding, told: readonly Finding[]): boolean {
  if (!finding.rule.startsWith(RECORD_RULES)) return true;
  return !told.some(
    ({ rule, evidence }) =>
      rule === finding.rule && finding.evidence.every((reference) => evidence.includes(reference)),
  );
}

function gravestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (left, right) => SEVERITIES.indexOf(right.severity) - SEVERITIES.indexOf(left.severity),
  );
}

/** Related objects as the survey saw them and as the model links them, each once. */
function withRelations(surveyed: readonly RelatedObject[], lifecycle: Lifecycle): RelatedObject[] {
  const links = new Map(lifecycle.links.map((link) => [keyText(link), link]));
  const related: RelatedObject[] = surveyed.map(({ type, id, roles, records }) => {
    return {
      type,
      id,
      roles,
      records,
      relation: links.get(keyText({ type, id }))?.relation ?? null,
    };
  });
  const seen = new Set(surveyed.map(keyText));
  for (const [key, { type, id, relation }] of links) {
    if (related.length >= RELATED_MAX) break;
    if (!seen.has(key)) related.push({ type, id, roles: [], records: 0, relation });
  }
  return related;
}

/** Without other names of an object that is listed under its own, such as an order's foreign ID beside its number. */
function withoutAliases(
  related: readonly RelatedObject[],
  byKey: ReadonlyMap<string, Lifecycle>,
): RelatedObject[] {
  const listed = new Set(related.map(keyText));
  return related.filter((object) => {
    const life = byKey.get(keyText(object));
    if (life === undefined || life.object.id === object.id) return true;
    return !listed.has(keyText(life.object));
  });
}

/** Says so where nobody has looked yet whether its records came late. */
function withLateness(lifecycle: Lifecycle, events: ObjectEvents, whole: Case): Lifecycle {
  if (!events.isLatenessUnknown(whole.own)) return lifecycle;
  return { ...lifecycle, unknowns: [...lifecycle.unknowns, LATENESS] };
}

/** Judges a case and the objects that belong to it, as of one millisecond. Throws `query-timeout`. */
export async function judgeWithRelated(
  whole: Case,
  judged: { readonly atMs: number; readonly deadlines: Deadlines },
  from: { readonly events: ObjectEvents; readonly related: readonly RelatedObject[] },
): Promise<Verdicts> {
  const lifecycle = withLateness(reconstruct(whole, judged), from.events, whole);
  const related = withRelations(from.related, lifecycle);
  const { byKey, reasons } = await readRelatedLives(from.events, related, judged);
  const told: Finding[] = [...lifecycle.findings];
  const others: Lifecycle[] = [];
  for (const other of new Set(byKey.values())) {
    const findings = other.findings.filter((finding) => untold(finding, told));
    told.push(...findings);
    others.push({ ...other, findings });
  }
  for (const object of related) {
    const life = byKey.get(keyText(object));
    object.state = life?.state ?? null;
    object.findings = life?.findings.length ?? 0;
  }
  return {
    lifecycle,
    others,
    related: withoutAliases(related, byKey),
    findings: gravestFirst(told),
    reasons,
  };
}
