import type { Triage } from "#domain/lifecycles/finding.ts";

/** What may be said of a finding: as requests call it, and as it is recorded (`finding.<status>`). */
export const TRIAGE_ACTIONS = {
  acknowledge: "acknowledged",
  explain: "explained",
  assign: "assigned",
  reopen: "reopened",
} as const satisfies Record<string, Triage["status"]>;

export type TriageAction = keyof typeof TRIAGE_ACTIONS;
