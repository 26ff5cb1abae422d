import { describe, expect, test } from "vitest";
import { eventTypes } from "#domain/events/catalog.ts";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { RULES, RULES_VERSION } from "#domain/lifecycles/lifecycle-rules.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import { FINDING_TEXTS } from "#domain/lifecycles/texts/finding-texts.ts";

const KNOWN_EVENTS = new Set(eventTypes.map(({ type }) => type));
const KNOWN_RULES = new Set(RULES.map(({ id }) => id));

function unknownNames(names: readonly string[], known: ReadonlySet<string>): string[] {
  return names.filter((name) => !known.has(name));
}

describe.each(LIFECYCLE_TYPES)("the model of a %s", (type) => {
  const model = MODELS[type];
  const states = new Set(model.states.map(({ name }) => name));
  const signals = new Set(model.signals.map(({ name }) => name));

  test("names each state and each signal once", () => {
    expect(states.size).toBe(model.states.length);
    expect(signals.size).toBe(model.signals.length);
    expect(model.type).toBe(type);
  });

  test("moves between its own states by its own signals, at most one way for each", () => {
    const named = model.transitions.flatMap(({ from, to }) => [from, to]);
    expect(unknownNames([model.initial, ...named], states)).toEqual([]);
    expect(
      unknownNames(
        model.transitions.map(({ signal }) => signal),
        signals,
      ),
    ).toEqual([]);
    const ways = model.transitions.map(({ from, signal }) => `${from} ${signal}`);
    expect(ways.filter((way, place) => ways.indexOf(way) !== place)).toEqual([]);
  });

  test("can reach every state", () => {
    const reached = new Set([model.initial]);
    for (let before = 0; before < reached.size;) {
      before = reached.size;
      for (const { from, to } of model.transitions) if (reached.has(from)) reached.add(to);
    }
    expect(unknownNames([...states], reached)).toEqual([]);
  });

  test("names only known events, deadlines and rules", () => {
    const events = [
      ...model.signals.flatMap((signal) => signal.events),
      ...model.links.flatMap((link) => link.events),
      ...model.money.map(({ event }) => event),
    ];
    expect(unknownNames(events, KNOWN_EVENTS)).toEqual([]);
    const rules = [
      ...model.obligations.map(({ rule }) => rule),
      ...model.transitions.flatMap(({ rule }) => rule ?? []),
    ];
    expect(unknownNames(rules, KNOWN_RULES)).toEqual([]);
    const deadlines = new Set(Object.keys(DEFAULT_DEADLINES));
    expect(
      unknownNames(
        model.obligations.map(({ deadline }) => deadline),
        deadlines,
      ),
    ).toEqual([]);
  });

  test("owes from and to its own signals, and has a normal path of them", () => {
    const named = model.obligations.flatMap(({ from, metBy }) => [...from, ...metBy]);
    expect(unknownNames([...named, ...model.normalPath], signals)).toEqual([]);
  });
});

test("every rule stands once for a type of object, and has a sentence", () => {
  const names = RULES.map(({ id, type }) => `${id} ${type ?? "any"}`);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  expect([...KNOWN_RULES].toSorted()).toEqual(Object.keys(FINDING_TEXTS).toSorted());
});

test("the version of the rules counts all of theirs", () => {
  expect(RULES_VERSION).toBe(RULES.reduce((sum, { version }) => sum + version, 0));
});
