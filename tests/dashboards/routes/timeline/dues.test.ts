import { expect, test } from "vitest";
import { duesOf } from "../../../../dashboards/src/routes/timeline/dues.ts";
import { RULES } from "../../../../domain/lifecycles/lifecycle-rules.ts";
import { MODELS } from "../../../../domain/lifecycles/lifecycle-models.ts";
import { finding } from "./findings.ts";

const object = { type: "order", id: "100000123" } as const;

test("what is missing is due at its deadline, in the order of deadlines; what is wrong is not", () => {
  const dues = duesOf({
    object,
    findings: [
      finding({ rule: "license.missing", since: "2016-07-27T09:47:14.240Z" }),
      finding({ rule: "order.number-late", since: "2016-07-27T09:32:14.751Z" }),
      finding({ rule: "mail.missing", since: "2016-07-27T09:40:00.000Z" }),
    ],
  });
  expect(dues.map(({ rule, time, lane, isOverdue }) => [rule, time, lane, isOverdue])).toEqual([
    ["mail.missing", "2016-07-27T09:40:00.000Z", "order", true],
    ["license.missing", "2016-07-27T09:47:14.240Z", "license", true],
  ]);
});

test("what is owed several times over has a row each, with a key of its own", () => {
  const since = "2016-07-27T09:47:14.240Z";
  const owed = (evidence: string) => ({
    name: "mailSent",
    rule: "mail.missing",
    since,
    dueAt: "2016-07-27T10:02:14.240Z",
    metAt: null,
    status: "open" as const,
    evidence: [evidence],
  });
  const lifecycle = { obligations: [owed("main:4"), owed("main:5")] };
  const dues = duesOf({ object, lifecycle } as unknown as Parameters<typeof duesOf>[0]);
  expect(new Set(dues.map(({ key }) => key)).size).toBe(2);
});

test("every rule that an obligation names has a row of what is due", () => {
  const rules = Object.values(MODELS).flatMap(({ obligations }) =>
    obligations.map(({ rule }) => rule),
  );
  const since = "2016-07-27T09:47:14.240Z";
  for (const rule of rules) {
    expect(RULES.map(({ id }) => id)).toContain(rule);
    expect({ rule, rows: duesOf({ object, findings: [finding({ rule, since })] }).length }).toEqual(
      {
        rule,
        rows: 1,
      },
    );
  }
});
