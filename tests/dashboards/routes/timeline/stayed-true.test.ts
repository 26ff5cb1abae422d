import { expect, test } from "vitest";
import { stayedTrue } from "../../../../dashboards/src/routes/timeline/stayed-true.ts";
import type { Lifecycle } from "../../../../domain/lifecycles/lifecycle.ts";

const object = { type: "order", id: "100000123" } as const;

const life = {
  states: [
    {
      state: "reserved",
      from: "2016-07-24T05:29:40.912Z",
      to: "2016-07-27T09:32:14.751Z",
      evidence: [],
    },
    { state: "placed", from: "2016-07-27T09:32:14.751Z", to: null, evidence: [] },
  ],
  obligations: [
    {
      name: "mail",
      status: "overdue",
      since: "2016-07-27T09:32:16.411Z",
      dueAt: "2016-07-27T09:47:16.411Z",
      metAt: null,
      rule: "mail.missing",
      evidence: [],
    },
  ],
  details: { quote: "7741" },
} as unknown as Lifecycle;

test("a number that waits for its order is kept by its quote", () => {
  const said = stayedTrue(
    { object, lifecycle: life },
    "2016-07-24T05:29:41.208Z",
    "2016-07-27T09:31:52.640Z",
  );
  expect(said).toEqual([
    "Order 100000123 stayed “number reserved”.",
    "Quote 7741 kept the number 100000123.",
  ]);
});

test("what is owed all the time is named; a state that changed meanwhile is not", () => {
  const owed = stayedTrue(
    { object, lifecycle: life },
    "2016-07-27T09:40:00.000Z",
    "2016-07-27T10:05:00.310Z",
  );
  expect(owed).toEqual(["Order 100000123 stayed “placed”.", "Still owed: mail."]);
  const across = stayedTrue(
    { object, lifecycle: life },
    "2016-07-27T09:30:00.000Z",
    "2016-07-27T09:40:00.000Z",
  );
  expect(across).toEqual([]);
  expect(stayedTrue({ object }, "2016-07-27T09:30:00.000Z", "2016-07-27T09:40:00.000Z")).toEqual(
    [],
  );
});
