import type { z } from "zod";

/** Values that are given in a message; more would bury what is wrong. */
const VALUES_NAMED_MAX = 20;

const KINDS: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/**
 * What a value must be, to stand behind its name: "must not be empty". An error map for zod; null where
 * zod's own words do.
 */
export function explainIssue(issue: z.core.$ZodRawIssue): string | null {
  switch (issue.code) {
    case "invalid_type": {
      if (issue.input === undefined) return "is required";
      const kind = KINDS[issue.expected];
      return kind === undefined ? null : `must be ${kind}`;
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      if (values.length > VALUES_NAMED_MAX) return null;
      return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;
    }
    case "too_small":
      return isSized(issue.origin) && issue.minimum === 1
        ? "must not be empty"
        : bound("at least", issue.inclusive === false ? "more than" : null, issue.minimum, issue);
    case "too_big":
      return bound("at most", issue.inclusive === false ? "less than" : null, issue.maximum, issue);
    default:
      return null;
  }
}

function isSized(origin: string): boolean {
  return origin === "string" || origin === "array";
}

function bound(
  usual: string,
  strict: string | null,
  limit: number | bigint,
  { origin }: { readonly origin: string },
): string {
  if (!isSized(origin)) return `must be ${strict ?? usual} ${limit}`;
  const unit = origin === "string" ? "character" : "item";
  return `must have ${usual} ${limit} ${unit}${Number(limit) === 1 ? "" : "s"}`;
}
