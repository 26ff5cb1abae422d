import { expect, test } from "vitest";
import { changeColumns } from "../../../../dashboards/src/routes/live/live-columns.ts";
import { isProblem, TailInbox } from "../../../../dashboards/src/routes/live/tail-inbox.ts";
import { misreadColumn } from "../../../../dashboards/src/routes/live/column-problem.ts";
import { ApiProblem } from "../../../../dashboards/src/api/fetch-answer.ts";
import { entry } from "../../entries.ts";

const refused = (members: Record<string, unknown>) =>
  new ApiProblem(400, "invalid-query", "Cannot read it.", members);
const event = (seq: number, type = "order.placed") =>
  entry({ seq, type, time: "2026-01-01T00:00:00.000Z" });

test("each record goes to the columns whose filters it matches", () => {
  const inbox = new TailInbox();
  const filters = ["", "type:payment.declined"];
  inbox.setColumns(filters, 10);
  inbox.add({ event: event(1), queries: [0] }, filters, 11);
  inbox.add({ event: event(2, "payment.declined"), queries: [0, 1] }, filters, 11);
  expect([...inbox.waiting()]).toEqual([
    ["", 2],
    ["type:payment.declined", 1],
  ]);
  const rows = inbox.take();
  expect(rows.get("")?.map(({ key }) => key)).toEqual(["main:1", "main:2"]);
  expect(inbox.take().size).toBe(0);
  expect(inbox.arrivals().get("")).toMatchObject({ all: 2, problems: 1, sinceSecond: 10 });
  expect(inbox.arrivals().get("")?.seconds).toEqual([{ second: 11, all: 2, problems: 1 }]);
});

test("a gap is one of every column; a column that is gone keeps nothing", () => {
  const inbox = new TailInbox();
  inbox.setColumns(["a", "b"], 0);
  inbox.addGap({ dropped: 3, from: "main:4", to: "main:6" });
  expect(inbox.waiting()).toEqual(
    new Map([
      ["a", 1],
      ["b", 1],
    ]),
  );
  inbox.setColumns(["b"], 5);
  expect(inbox.waiting()).toEqual(new Map([["b", 1]]));
  expect(inbox.arrivals().get("b")?.sinceSecond).toBe(0);
});

test("columns that stay keep their rows when others come and go", () => {
  const rows = [{ kind: "record" as const, key: "main:1", event: event(1) }];
  const two = changeColumns(new Map(), { kind: "columns", queries: ["a", "b"] });
  const filled = changeColumns(two, {
    kind: "arrived",
    rows: new Map([
      ["a", rows],
      ["gone", rows],
    ]),
    held: new Set(),
  });
  const then = changeColumns(filled, { kind: "columns", queries: ["c", "a"] });
  expect([...then].map(([query, shown]) => [query, shown.rows.length])).toEqual([
    ["c", 0],
    ["a", 1],
  ]);
});

test("refused, failed and errors are problems", () => {
  expect(isProblem(event(1, "payment.declined"))).toBe(true);
  expect(isProblem({ ...event(1), level: "ERROR" })).toBe(true);
  expect(isProblem(event(1))).toBe(false);
});

test("a refusal names the column whose filter cannot be read", () => {
  expect(misreadColumn(refused({ errors: [{ path: "query.q.1", message: "x" }] }), 2)).toBe(1);
  expect(misreadColumn(refused({}), 1)).toBe(0);
  expect(misreadColumn(refused({}), 2)).toBeNull();
  expect(misreadColumn(new ApiProblem(0, "offline", ""), 1)).toBeNull();
});
