import { expect, test } from "vitest";
import { askedTask, emptyTask, fieldOf } from "../../../../dashboards/src/routes/shop/new-task.ts";
import { wallText } from "../../../../dashboards/src/routes/shop/task-words.tsx";

const CLOCK = { nowMs: Date.parse("2026-01-05T22:59:30.000Z"), zone: "Europe/Prague" };

test("the form opens at the next minute of the clock's wall", () => {
  expect(emptyTask("products", CLOCK)).toEqual({
    app: "products",
    time: "2026-01-06T00:00",
    recurrence: "daily",
    cron: "",
  });
});

test("a cron expression is asked for as the recurrence, and refused at its own field", () => {
  const task = { ...emptyTask("crm", CLOCK), cron: " 0 6 * * 1 " };
  expect(askedTask(task).recurrence).toBe("daily");
  expect(askedTask({ ...task, recurrence: "cron" }).recurrence).toBe("0 6 * * 1");
  expect(fieldOf("body.recurrence", "cron")).toBe("cron");
  expect(fieldOf("body.recurrence", "weekly")).toBe("recurrence");
  expect(fieldOf("body.time", "cron")).toBe("time");
  expect(fieldOf("query.limit", "cron")).toBeNull();
});

test("a wall time is written with a blank", () => {
  expect(wallText("2026-01-06T07:30")).toBe("2026-01-06 07:30");
});
