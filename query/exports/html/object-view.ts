import type { Finding, Triage } from "#domain/lifecycles/finding.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { isLifecycleType, type LifecycleType } from "#domain/lifecycles/object-key.ts";
import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import { raised, wordsOf } from "#domain/narrative/names-in-words.ts";
import type { ObjectAnswer } from "../../answers/object-answers.ts";
import { counted } from "../../coverage.ts";
import { OBJECT_NAMES } from "../../objects/find-object.ts";
import { recordText } from "./record-views.ts";

/** `gift card FA-1`. */
export function nameOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${isLifecycleType(type) ? OBJECT_NAMES[type] : wordsOf(type)} ${id}`;
}

function stateTitle(type: LifecycleType, state: string): string {
  return MODELS[type].states.find(({ name }) => name === state)?.title ?? raised(wordsOf(state));
}

function triageText({ status, by, note, assignee, at }: Triage): string {
  const who = by === null ? "" : ` by ${by}`;
  const whom = assignee === null ? "" : ` to ${assignee}`;
  return `${raised(status)}${whom}${who}, ${formatTime(at)}${note === null ? "." : `: ${note}`}`;
}

function findingView(finding: Finding): object {
  const { on, since, triage } = finding;
  return {
    ...finding,
    on: nameOf(on),
    since: formatTime(since),
    triage: triage === null ? null : triageText(triage),
  };
}

function stateViews({ object, states, asOf }: Lifecycle): object[] {
  return states.map(({ state, from, to, evidence }) => ({
    title: stateTitle(object.type, state),
    from: formatTime(from),
    to: to === null ? null : formatTime(to),
    duration: formatDuration(Math.max(0, Date.parse(to ?? asOf) - Date.parse(from))),
    evidence,
  }));
}

function stepViews({ object, milestones, obligations }: Lifecycle): object[] {
  const { signals, obligations: owed } = MODELS[object.type];
  const came = milestones.map(({ name, at, waitMs, evidence }) => ({
    title: signals.find((signal) => signal.name === name)?.title ?? raised(wordsOf(name)),
    at: at === null ? null : formatTime(at),
    status:
      at === null
        ? "has not come"
        : waitMs === null
          ? ""
          : `${formatDuration(waitMs)} after the one before`,
    evidence,
  }));
  const due = obligations.map(({ name, status, dueAt, metAt, evidence }) => ({
    title: owed.find((one) => one.name === name)?.title ?? raised(wordsOf(name)),
    at: metAt === null ? null : formatTime(metAt),
    status: `${status}, due ${formatTime(dueAt)}`,
    evidence,
  }));
  return [...came, ...due];
}

function relatedView(other: ObjectAnswer["related"][number]): object {
  const { type, relation, roles, state, findings } = other;
  const as = relation ?? (roles.length > 0 ? roles.join(", ") : "touched");
  const isKnown = typeof state === "string" && isLifecycleType(type);
  return {
    name: nameOf(other),
    relation: wordsOf(as),
    state: isKnown ? stateTitle(type, state) : "",
    findings: findings ?? "",
  };
}

function verdictOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing was found wrong with it, nor with what belongs to it.";
  return `${raised(counted(findings.length, "finding"))}: ${findings.map(({ rule }) => rule).join(", ")}.`;
}

/** What is said of a whole object, for its view. `answer` is the first page, with its verdict. */
export function objectView(answer: ObjectAnswer): object {
  const { object, lifecycle, findings = [], narrative = [], related, summary } = answer;
  const current = lifecycle?.states.at(-1);
  const sums = Object.entries(lifecycle?.money ?? {});
  return {
    anchor: `o-${object.type}-${object.id.replaceAll(/[^A-Za-z0-9]/g, "-")}`,
    title: raised(nameOf(object)),
    aliases: (lifecycle?.aliases ?? []).join(", "),
    state: stateTitle(object.type, lifecycle?.state ?? "unknown"),
    stateSince: current === undefined ? null : formatTime(current.from),
    verdict: verdictOf(findings),
    narrative,
    findings: findings.map(findingView),
    states: lifecycle === undefined ? [] : stateViews(lifecycle),
    steps: lifecycle === undefined ? [] : stepViews(lifecycle),
    sums: sums.map(([name, money]) => {
      return { name: raised(wordsOf(name)), value: formatAmount(money) };
    }),
    related: related.map(relatedView),
    nearby: answer.unattributedNearby.map((record) => ({
      reference: record.reference,
      time: formatTime(record.time),
      text: recordText(record),
      why: record.why,
    })),
    caption: counted(summary.records, "record"),
  };
}
