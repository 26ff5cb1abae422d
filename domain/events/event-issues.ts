import type { z } from "zod";
import { EVENT_DEPTH_MAX } from "./event-depth.ts";
import { isFields } from "./fields.ts";

/** What each field must be, by its path without places in lists. */
const EXPECTED: Readonly<Record<string, string>> = {
  "": "a JSON object with at least `type` and `time`",
  id: "text of 1 to 256 characters",
  type: "dotted camelCase of at most 128 characters, such as order.placed",
  time: "RFC 3339 UTC with three decimals, such as 2026-01-31T09:05:00.120Z",
  transactionId: "text of 1 to 256 characters that is not blank, or no such field",
  unattributed: "text of 1 to 256 characters",
  objects: "a list of at most 64 objects with `type` and `id`",
  "objects[]": "an object with `type` and `id`",
  "objects[].type": "text of 1 to 64 characters",
  "objects[].id": "text of 1 to 256 characters",
  "objects[].role": "text of 1 to 64 characters",
  actor: "an object with `type` and `id`",
  "actor.type": "text of 1 to 64 characters",
  "actor.id": "text of 1 to 256 characters",
  amount: "an object with `minor` and `currency`",
  "amount.minor": "a whole number of minor units no greater than 9007199254740991",
  "amount.currency": "an ISO 4217 code such as EUR",
  outcome: "text of at most 64 characters",
  reason: "text of at most 4096 characters",
  message: "text",
  level: "text of at most 16 characters",
  attributes: "an object",
  source: "an object",
  "source.name": "text of 1 to 128 characters",
  "source.format": "text of 1 to 64 characters",
  "source.file": "text of at most 4096 characters",
  "source.line": "a whole number from 1",
  "source.offset": "a whole number from 0",
  parseNotes: "a list of at most 32 notes",
  "parseNotes[]": "an object with `code` and `message`",
  "parseNotes[].code": "text of 1 to 64 characters",
  "parseNotes[].message": "text of at most 1024 characters",
  traceparent: "text of at most 128 characters",
  raw: "text",
  rawBase64: "text",
  schemaVersion: "a whole number from 1",
};

/** Fields that may be quoted in a message: they hold neither personal data nor secrets. */
const QUOTABLE: ReadonlySet<string> = new Set(["type", "time", "amount.currency", "amount.minor"]);

/** Enough to recognize a value by. */
const QUOTED_CHARACTERS_MAX = 48;

/** Longest path shown; names of producers can be of any length. */
const PATH_CHARACTERS_MAX = 200;

/** One sentence on what the schema found: the field, what is wrong with it, what is expected. */
export function describeEventIssue(
  value: unknown,
  issue: z.core.$ZodIssue,
): { readonly path: string; readonly message: string } {
  const path = pathText(issue.path);
  const shown =
    path.length <= PATH_CHARACTERS_MAX ? path : `${path.slice(0, PATH_CHARACTERS_MAX)}…`;
  const field = path === "" ? "The event" : `\`${shown}\``;
  const kind = path.replace(/\[\d+\]/g, "[]");
  const problem = problemOf(valueAt(value, issue.path), issue, kind);
  return { path, message: `${field} ${problem}; expected ${expectedOf(kind)}.` };
}

function expectedOf(kind: string): string {
  return EXPECTED[kind] ?? `at most ${EVENT_DEPTH_MAX} levels of objects and lists`;
}

function problemOf(value: unknown, issue: z.core.$ZodIssue, kind: string): string {
  if (value === undefined) return "is missing";
  if (issue.code === "too_small" && value === "") return "is empty";
  if (issue.code === "too_big") {
    if (typeof value === "string") return `has ${value.length} characters`;
    if (Array.isArray(value)) return `has ${value.length} items`;
  }
  if (QUOTABLE.has(kind) && (typeof value === "string" || typeof value === "number")) {
    const text = JSON.stringify(value).slice(0, QUOTED_CHARACTERS_MAX);
    return issue.code === "custom" ? `is ${text}, which ${issue.message}` : `is ${text}`;
  }
  if (issue.code === "custom") return issue.message;
  if (issue.code === "too_small") return "is too small";
  if (issue.code === "too_big") return "is too large";
  return `is ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "text";
    case "object":
      return "an object";
    case "boolean":
      return "true or false";
    default:
      return `a ${typeof value}`;
  }
}

function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (!isFields(found)) return undefined;
    found = found[String(key)];
  }
  return found;
}
