import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { TriageAnswer } from "#query/answers/triage-answers.ts";
import { API, part } from "../path-builder.ts";
import { postJson } from "./fetch-answer.ts";

/** What is wrong with an object, as answers say it. */
export type Finding = NonNullable<ObjectAnswer["findings"]>[number];

/** The object that a finding is on, or another that has a life. */
export type ObjectKey = ObjectAnswer["object"];

export const TRIAGE_ACTIONS = ["acknowledge", "explain", "assign", "reopen"] as const;
export type TriageAction = (typeof TRIAGE_ACTIONS)[number];

/** Records what is said of a finding, and answers with the record. `assignee` belongs to `assign` alone. */
export function sayOfFinding(
  on: ObjectKey,
  rule: string,
  action: TriageAction,
  said: { readonly note: string; readonly assignee?: string },
): Promise<TriageAnswer> {
  return postJson<TriageAnswer>(
    `${API}/findings/${part(on.type)}/${part(on.id)}/${part(rule)}/${action}`,
    said,
  );
}
