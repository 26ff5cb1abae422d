import { describe, expect, it } from "vitest";
import { placeStates } from "../../../../../dashboards/src/routes/timeline/views/layout-states.ts";
import {
  nextWays,
  pathOf,
  takenPath,
  visitsOf,
} from "../../../../../dashboards/src/routes/timeline/views/state-path.ts";
import type { Lifecycle } from "../../../../../dashboards/src/routes/timeline/views/state-path.ts";
import { MODELS } from "../../../../../domain/lifecycles/lifecycle-models.ts";

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 8, 0, second)).toISOString();

/** A life that was in these states for ten seconds each; the record of the nth is `main:n`. */
function life(
  type: Lifecycle["object"]["type"],
  states: readonly string[],
  findings: Lifecycle["findings"] = [],
): Lifecycle {
  return {
    object: { type, id: "1" },
    aliases: [],
    modelVersion: 1,
    rulesVersion: 1,
    asOf: at(states.length * 10),
    state: states.at(-1) ?? "unknown",
    states: states.map((state, index) => ({
      state,
      from: at(index * 10),
      to: index === states.length - 1 ? null : at((index + 1) * 10),
      evidence: [`main:${index + 1}`],
    })),
    milestones: [],
    obligations: [],
    money: {},
    links: [],
    details: {},
    findings,
    activities: [],
    nextChangeAt: null,
    unknowns: [],
    isTruncated: false,
  };
}

const noTypes = () => undefined;
const captured = () => "payment.captured";

describe("stays of an object", () => {
  it("last until they are left, the last one until the answer's time", () => {
    const visits = visitsOf(life("order", ["reserved", "placed"]), MODELS.order, noTypes);
    expect(visits.map(({ place, state, lengthMs }) => [place, state, lengthMs])).toEqual([
      [1, "reserved", 10_000],
      [2, "placed", 10_000],
    ]);
  });

  it("tell what led into them by the records, where several signals could have", () => {
    const lived = life("payment", ["requested", "captured"]);
    const told = (type: string) =>
      visitsOf(lived, MODELS.payment, (reference) => (reference === "main:2" ? type : undefined));
    expect(told("payment.captured").at(-1)?.signal).toBe("captured");
    expect(told("payment.stateRead").at(-1)?.signal).toBe("readPaid");
    expect(told("trace.recorded").at(-1)?.signal).toBeNull();
  });

  it("were wrong only where the rule says so of their records", () => {
    const finding = {
      rule: "payment.capture-without-authorization",
      version: 1,
      severity: "error",
      on: { type: "payment", id: "1" },
      sentence: "",
      values: {},
      evidence: ["main:2"],
      since: at(10),
      triage: null,
    } as const;
    const states = ["requested", "captured"];
    const wrong = visitsOf(life("payment", states, [finding]), MODELS.payment, captured);
    expect(wrong.at(-1)).toMatchObject({ signal: "capturedUnauthorized", rule: finding.rule });
    const right = visitsOf(life("payment", states), MODELS.payment, captured);
    expect(right.at(-1)).toMatchObject({ signal: "captured", rule: null });
  });
});

describe("the path through the model", () => {
  const visits = visitsOf(
    life("giftCard", ["active", "held", "active", "held"]),
    MODELS.giftCard,
    noTypes,
  );
  const path = pathOf(visits, MODELS.giftCard);

  it("numbers the ways by the stays they led into", () => {
    const taken = path.ways.filter(({ places }) => places.length > 0);
    expect(taken.map(({ from, to, places }) => [from, to, places])).toEqual([
      ["active", "held", [2, 4]],
      ["held", "active", [3]],
    ]);
  });

  it("sums the stays in a state", () => {
    const held = path.states.find(({ name }) => name === "held");
    expect(held).toMatchObject({ totalMs: 20_000, isCurrent: true });
    expect(held?.visits).toHaveLength(2);
  });

  it("draws where it could have gone, and names what was out of reach", () => {
    expect(path.states.map(({ name }) => name)).toEqual(["active", "held", "spent"]);
    expect(path.away).toEqual(["overdrawn"]);
    expect(nextWays("held", MODELS.giftCard).map(({ to }) => to)).toEqual(["active", "spent"]);
  });

  it.each([MODELS.giftCard, MODELS.license, MODELS.order])(
    "of $type has room for all that is drawn",
    (model) => {
      const states = model.states.map(({ name }) => name).filter((name) => name !== model.initial);
      const all = pathOf(visitsOf(life(model.type, states), model, noTypes), model);
      for (const isDown of [false, true]) {
        const placed = placeStates(all, (name) => name, isDown);
        for (const { x, y, width, height } of placed.states) {
          expect(x - width / 2).toBeGreaterThanOrEqual(placed.left);
          expect(y - height / 2).toBeGreaterThanOrEqual(placed.top);
          expect(x + width / 2).toBeLessThanOrEqual(placed.left + placed.width);
          expect(y + height / 2).toBeLessThanOrEqual(placed.top + placed.height);
        }
        expect(placed.ways.every(({ line }) => line.startsWith("M"))).toBe(true);
      }
    },
  );

  it("leaves out short cuts to states that it reached", () => {
    const reached = pathOf(
      visitsOf(life("order", ["reserved", "placed", "paid"]), MODELS.order, noTypes),
      MODELS.order,
    );
    const beside = reached.ways.filter(({ places }) => places.length === 0);
    expect(beside.map(({ from, to }) => `${from} ${to}`)).not.toContain("reserved paid");
    expect(beside.map(({ from, to }) => `${from} ${to}`)).toContain("paid delivered");
    expect(takenPath(reached).ways.map(({ to }) => to)).toEqual(["placed", "paid"]);
    expect(takenPath(reached).states).toHaveLength(3);
  });

  it("draws a straight path where nothing stands in its way", () => {
    const straight = pathOf(
      visitsOf(life("order", ["reserved", "placed", "paid"]), MODELS.order, noTypes),
      MODELS.order,
    );
    const placed = placeStates(straight, (name) => name, false);
    const lines = placed.states.filter((state) => state.visits.length > 0).map(({ y }) => y);
    expect(new Set(lines).size).toBe(1);
  });
});
