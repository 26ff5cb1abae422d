import { expect, test } from "vitest";
import { z } from "zod";
import { explainIssue } from "#domain/explain-issue.ts";

test.each([
  [z.string(), 5, "must be a string"],
  [z.string(), undefined, "is required"],
  [z.number(), "x", "must be a number"],
  [z.int(), 1.5, "must be a whole number"],
  [z.boolean(), "x", "must be true or false"],
  [z.array(z.string()), {}, "must be a list"],
  [z.object({}), 1, "must be an object"],
  [z.string().min(1), "", "must not be empty"],
  [z.string().min(2), "a", "must have at least 2 characters"],
  [z.string().max(1), "abc", "must have at most 1 character"],
  [z.array(z.string()).min(1), [], "must not be empty"],
  [z.array(z.string()).max(2), ["a", "b", "c"], "must have at most 2 items"],
  [z.number().min(3), 2, "must be at least 3"],
  [z.number().positive(), 0, "must be more than 0"],
  [z.number().max(3), 4, "must be at most 3"],
  [z.number().lt(3), 3, "must be less than 3"],
  [z.enum(["a", "b"]), "c", "must be one of a, b"],
  [z.literal("a"), "c", "must be a"],
  [z.string("own words"), 5, "own words"],
])("case %#: a sentence about the value", (schema, value, message) => {
  const result = schema.safeParse(value, { error: explainIssue });
  expect(result.error?.issues.map((issue) => issue.message)).toEqual([message]);
});

test("what it does not know keeps zod's words", () => {
  const result = z.email().safeParse("x", { error: explainIssue });
  expect(result.error?.issues[0]?.message).toBe(z.email().safeParse("x").error?.issues[0]?.message);
});
