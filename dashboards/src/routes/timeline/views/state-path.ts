import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { LifecycleModels } from "#query/answers/model-answers.ts";

export type StateModel = LifecycleModels["items"][number];
export type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

/** A stay in one state. */
export interface StateVisit {
  /** 1 for the first. */
  readonly place: number;
  readonly state: string;
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  /** Until `asOf` while it lasts. */
  readonly lengthMs: number;
  /** Name of the signal that led into it; null where several could have, or none is known. */
  readonly signal: string | null;
  /** The rule that calls this step wrong. */
  readonly rule: string | null;
  readonly evidence: readonly string[];
}

/** The stays of an object, each with what led into it. `typeOf` gives the type of a record's event, where known. */
export function visitsOf(
  lifecycle: Lifecycle,
  model: StateModel,
  typeOf: (reference: string) => string | undefined,
): StateVisit[] {
  const { states, asOf, findings } = lifecycle;
  // A way that a rule calls wrong was taken only where the rule says so of these records.
  const isWrong = (rule: string, evidence: readonly string[]) =>
    findings.some(
      (finding) =>
        finding.rule === rule && finding.evidence.some((reference) => evidence.includes(reference)),
    );
  return states.map(({ state, from, to, evidence }, index): StateVisit => {
    const before = states[index - 1]?.state ?? model.initial;
    const ways = model.transitions.filter(
      ({ from: start, to: end, rule }) =>
        start === before && end === state && (rule === undefined || isWrong(rule, evidence)),
    );
    const types = new Set(evidence.map(typeOf));
    const told = ways.filter(({ signal }) =>
      model.signals.find(({ name }) => name === signal)?.events.some((type) => types.has(type)),
    );
    const possible = told.length > 0 ? told : ways;
    const [way, ...others] = possible.toSorted(
      (one, other) => Number(other.rule !== undefined) - Number(one.rule !== undefined),
    );
    const isKnown = way !== undefined && (others.length === 0 || way.rule !== undefined);
    return {
      place: index + 1,
      state,
      from,
      to,
      lengthMs: Math.max(0, Date.parse(to ?? asOf) - Date.parse(from)),
      signal: isKnown ? way.signal : null,
      rule: isKnown ? (way.rule ?? null) : null,
      evidence,
    };
  });
}

/** A state as it is drawn. */
export interface DrawnState {
  readonly name: string;
  /** Stays in it, first to last; empty where it never was. */
  readonly visits: readonly StateVisit[];
  readonly totalMs: number;
  readonly isCurrent: boolean;
}

/** A way between two states as it is drawn. */
export interface DrawnWay {
  readonly from: string;
  readonly to: string;
  /** Places of the stays it led into; empty where it was not taken. */
  readonly places: readonly number[];
  readonly rule: string | null;
}

export interface DrawnPath {
  readonly states: readonly DrawnState[];
  readonly ways: readonly DrawnWay[];
  /** States that no way leads to from where the object was. */
  readonly away: readonly string[];
}

/**
 * The path taken and the ways that led off it: from each state the object was in, to those it never was in.
 * All ways of a model at once could not be told apart.
 */
export function pathOf(visits: readonly StateVisit[], model: StateModel): DrawnPath {
  const ways = new Map<
    string,
    { from: string; to: string; places: number[]; rule: string | null }
  >();
  const wayTo = (from: string, to: string) => {
    const key = `${from} ${to}`;
    const way = ways.get(key) ?? { from, to, places: [], rule: null };
    ways.set(key, way);
    return way;
  };
  visits.forEach(({ state, place, rule }, index) => {
    const before = visits[index - 1];
    if (before === undefined) return;
    const way = wayTo(before.state, state);
    way.places.push(place);
    way.rule ??= rule;
  });
  const visited = new Set(visits.map(({ state }) => state));
  for (const { from, to, rule } of model.transitions) {
    if (rule === undefined && visited.has(from) && !visited.has(to)) wayTo(from, to);
  }
  const near = new Set([...visited, ...[...ways.values()].map(({ to }) => to)]);
  return {
    states: model.states
      .filter(({ name }) => near.has(name))
      .map(({ name }) => drawnState(name, visits)),
    ways: [...ways.values()],
    away: model.states
      .map(({ name }) => name)
      // Nothing ever leads back to what a model begins with.
      .filter((name) => !near.has(name) && name !== model.initial),
  };
}

/** What a narrow window has room for: the path taken alone. */
export function takenPath({ states, ways, away }: DrawnPath): DrawnPath {
  return {
    states: states.filter(({ visits }) => visits.length > 0),
    ways: ways.filter(({ places }) => places.length > 0),
    away,
  };
}

function drawnState(name: string, visits: readonly StateVisit[]): DrawnState {
  const own = visits.filter(({ state }) => state === name);
  return {
    name,
    visits: own,
    totalMs: own.reduce((sum, { lengthMs }) => sum + lengthMs, 0),
    isCurrent: own.length > 0 && visits.at(-1)?.state === name,
  };
}

/** Where the object can go from its state, by signal; ways that a rule calls wrong are left out. */
export function nextWays(state: string, model: StateModel): StateModel["transitions"] {
  return model.transitions.filter(
    ({ from, to, rule }) => from === state && to !== state && rule === undefined,
  );
}
