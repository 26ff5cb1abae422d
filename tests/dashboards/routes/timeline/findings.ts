import type { Finding } from "../../../../dashboards/src/routes/timeline/dues.ts";

/** A finding with what a test is about; the rest is plain. */
export function finding(given: Partial<Finding> & { rule: string; since: string }): Finding {
  return {
    version: 1,
    severity: "error",
    on: { type: "order", id: "100000123" },
    sentence: "Something is wrong.",
    values: {},
    evidence: ["main:1"],
    triage: null,
    ...given,
  };
}
