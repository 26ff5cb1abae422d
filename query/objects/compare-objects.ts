import { TracewellError } from "#domain/errors.ts";
import type { LifecycleModel } from "#domain/lifecycles/lifecycle-model.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { isLifecycleType, LIFECYCLE_TYPES, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { CompareAnswer } from "../answers/compare-answers.ts";
import { coverageOf, isBehind, judgedByRest } from "../coverage.ts";
import type { CompareRequest } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { alignSteps } from "./align-steps.ts";
import {
  type ComparedStep,
  isNormalStep,
  isSameStep,
  normalSteps,
  signalSteps,
  startMs,
  stepsOf,
} from "./comparison-steps.ts";
import { findObject } from "./find-object.ts";
import { type Moment, momentOf } from "./moment.ts";
import { ObjectEvents } from "./object-events.ts";

/** Steps of one side that are laid side by side; their table has at most its square in places. */
const STEPS_MAX = 1_000;

/** What stands for the normal course instead of an object. */
const NORMAL = "normal";

function objectNamed(name: "left" | "right", text: string): ObjectKey {
  const colon = text.indexOf(":");
  const type = text.slice(0, Math.max(0, colon)).trim();
  const id = text.slice(colon + 1).trim();
  if (isLifecycleType(type) && id !== "") return { type, id };
  const normal = name === "right" ? `, or \`${NORMAL}\`` : "";
  throw new TracewellError(
    "invalid-parameter",
    `\`${name}\` names no object: write its type and ID such as order:100000047${normal}. Types: ${LIFECYCLE_TYPES.join(", ")}.`,
  );
}

function sideOf(lifecycle: Lifecycle): CompareAnswer["left"] {
  const { activities, states } = lifecycle;
  const firstMs = startMs(lifecycle);
  const lastMs = activities.at(-1)?.atMs ?? null;
  return {
    object: lifecycle.object,
    state: lifecycle.state,
    stateSince: states.at(-1)?.from ?? null,
    from: firstMs === null ? null : new Date(firstMs).toISOString(),
    to: lastMs === null ? null : new Date(lastMs).toISOString(),
    durationMs: firstMs === null || lastMs === null ? null : lastMs - firstMs,
    money: { ...lifecycle.money },
    findings: [...lifecycle.findings],
  };
}

function comeAt(lifecycle: Lifecycle | null, name: string) {
  const at = lifecycle?.milestones.find((milestone) => milestone.name === name)?.at ?? null;
  const firstMs = lifecycle === null ? null : startMs(lifecycle);
  if (at === null || firstMs === null) return null;
  return { at, sinceStartMs: Date.parse(at) - firstMs };
}

function milestonesOf(
  model: LifecycleModel,
  left: Lifecycle,
  right: Lifecycle | null,
): CompareAnswer["milestones"] {
  return model.signals
    .filter(({ isMilestone }) => isMilestone === true)
    .map(({ name, title }) => ({
      name,
      title,
      left: comeAt(left, name),
      right: comeAt(right, name),
      isNormal: model.normalPath.includes(name),
    }));
}

function stepRows(
  left: readonly ComparedStep[],
  right: readonly ComparedStep[],
  isSame: (left: ComparedStep, right: ComparedStep) => boolean,
): CompareAnswer["steps"] {
  const lengths = { left: left.length, right: right.length };
  const rows = alignSteps(lengths, (leftPlace, rightPlace) => {
    const [one, other] = [left[leftPlace], right[rightPlace]];
    return one !== undefined && other !== undefined && isSame(one, other);
  });
  return rows.map((row) => {
    const one = row.left === null ? null : (left[row.left]?.shown ?? null);
    const other = row.right === null ? null : (right[row.right]?.shown ?? null);
    const [leftMs, rightMs] = [one?.waitMs ?? null, other?.waitMs ?? null];
    return {
      left: one,
      right: other,
      counterpart: row.counterpart,
      waitDifferenceMs: leftMs === null || rightMs === null ? null : leftMs - rightMs,
    };
  });
}

async function lifeOf(
  sources: QuerySources,
  key: ObjectKey,
  moment: Moment,
  from: { readonly events: ObjectEvents; readonly isBehind: boolean },
): Promise<Lifecycle> {
  const { positions, atMs } = moment;
  const found = await findObject(sources, key, { positions, isBehind: from.isBehind });
  const whole = await from.events.caseOf(found);
  if (whole !== null) return reconstruct(whole, { atMs, deadlines: sources.deadlines });
  throw new TracewellError("not-found", `Nothing was known of ${found.type} ${found.id} by then.`);
}

/**
 * Two objects of one type side by side, or one beside the normal course of its model: states, money, findings,
 * milestones, and the steps of both, like beside like. Throws `invalid-parameter`, `not-found`, `query-timeout`.
 */
export async function compareObjects(
  sources: QuerySources,
  request: CompareRequest,
): Promise<CompareAnswer> {
  const { facts } = request;
  const leftKey = objectNamed("left", request.left);
  const rightKey = request.right.trim() === NORMAL ? null : objectNamed("right", request.right);
  if (rightKey !== null && rightKey.type !== leftKey.type) {
    throw new TracewellError(
      "invalid-parameter",
      `The two are of different types, ${leftKey.type} and ${rightKey.type}: only like is compared with like.`,
    );
  }
  advanceLedgers(sources.ledgers, facts);
  const moment = await momentOf(sources, request, null);
  const events = new ObjectEvents(sources, moment.range);
  const from = { events, isBehind: isBehind(facts, moment.positions) };
  const left = await lifeOf(sources, leftKey, moment, from);
  const right = rightKey === null ? null : await lifeOf(sources, rightKey, moment, from);
  const model = MODELS[leftKey.type];
  const leftRecords = stepsOf(left, model);
  const leftSteps = right === null ? signalSteps(leftRecords, model) : leftRecords;
  const rightSteps = right === null ? normalSteps(model) : stepsOf(right, model);
  const isCut = leftSteps.length > STEPS_MAX || rightSteps.length > STEPS_MAX;
  const cut = isCut ? [`Only the first ${STEPS_MAX} steps of each side are compared.`] : [];
  return {
    left: sideOf(left),
    right: right === null ? null : sideOf(right),
    model: { type: model.type, version: model.version },
    steps: stepRows(
      leftSteps.slice(0, STEPS_MAX),
      rightSteps.slice(0, STEPS_MAX),
      right === null ? isNormalStep(model) : isSameStep,
    ),
    milestones: milestonesOf(model, left, right),
    coverage: coverageOf(facts, moment.positions, {
      reasons: [...judgedByRest(facts), ...events.reasons(), ...cut],
    }),
  };
}
