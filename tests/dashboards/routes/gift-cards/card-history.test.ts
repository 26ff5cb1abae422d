import { expect, test } from "vitest";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import {
  axisOf,
  heldStretches,
  lowestDrawn,
  stepPoints,
} from "../../../../dashboards/src/routes/gift-cards/balance-drawing.ts";
import {
  cardHistory,
  momentsOf,
  type Movement,
  movementAt,
} from "../../../../dashboards/src/routes/gift-cards/card-history.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

const step = (at: string, over: Partial<Movement>): Movement => ({
  at,
  kind: "issued",
  amountMinor: 5000,
  authorizationId: null,
  order: null,
  balanceMinor: 5000,
  authorizedMinor: 0,
  availableMinor: 5000,
  reference: `main:${at.slice(8, 10)}`,
  ...over,
});

const HISTORY = [
  step("2026-03-01T00:00:00.000Z", {}),
  step("2026-03-02T00:00:00.000Z", {
    kind: "authorized",
    authorizedMinor: 1000,
    availableMinor: 4000,
  }),
  step("2026-03-03T00:00:00.000Z", {
    kind: "captured",
    balanceMinor: 4000,
    availableMinor: 4000,
  }),
];

test("the movements are read from the life of a card, what is no movement is left out", () => {
  const details = { history: [...HISTORY, { kind: "wished" }, null, "x"] };
  expect(cardHistory({ details } as unknown as Lifecycle)).toEqual(HISTORY);
  expect(cardHistory({ details: {} } as unknown as Lifecycle)).toEqual([]);
});

test("a movement of a moment is the last until then, that very millisecond included", () => {
  expect(movementAt(HISTORY, undefined)).toBe(2);
  expect(movementAt(HISTORY, "2026-03-02T00:00:00.000Z")).toBe(1);
  expect(movementAt(HISTORY, "2026-03-01T23:59:59.999Z")).toBe(0);
  expect(movementAt(HISTORY, "2026-02-28T00:00:00.000Z")).toBe(-1);
});

test("movements of one millisecond are one moment, as the last of them left the account", () => {
  const [issued, authorized, captured] = HISTORY;
  const same = { ...authorized!, at: captured!.at };
  expect(momentsOf([issued!, same, captured!])).toEqual([issued, captured]);
});

test("what is held is drawn from available up to balance, as long as it is held", () => {
  expect(heldStretches(HISTORY)).toEqual([
    {
      fromMs: Date.parse("2026-03-02T00:00:00.000Z"),
      toMs: Date.parse("2026-03-03T00:00:00.000Z"),
      lowMinor: 4000,
      highMinor: 5000,
    },
  ]);
  expect(heldStretches([])).toEqual([]);
});

test("lines go on to the end of the axis, beyond the last movement", () => {
  const points = stepPoints(HISTORY, ({ balanceMinor }) => balanceMinor);
  expect(points).toHaveLength(4);
  expect(points.at(-1)).toEqual([axisOf(HISTORY).toMs, 4000]);
  expect(axisOf(HISTORY).toMs).toBeGreaterThan(Date.parse("2026-03-03T00:00:00.000Z"));
  const [only] = HISTORY.map((one) => axisOf([one]));
  expect(only?.toMs).toBeGreaterThan(only?.fromMs ?? 0);
});

test("an authorization far beyond the card does not flatten the account", () => {
  const beyond = [...HISTORY, step("2026-03-04T00:00:00.000Z", { availableMinor: -150_000 })];
  expect(lowestDrawn(beyond)).toBe(-5000);
  expect(lowestDrawn(HISTORY)).toBe(0);
  expect(lowestDrawn([step("2026-03-04T00:00:00.000Z", { balanceMinor: -2480 })])).toBe(-2480);
});
