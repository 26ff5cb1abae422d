import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { OWN_SOURCE } from "#query/own-source.ts";
import { TRIAGE_ACTIONS, type TriageAction } from "./triage-actions.ts";

/** What somebody says of a finding. */
export interface TriageWord {
  readonly on: ObjectKey;
  readonly rule: string;
  readonly action: TriageAction;
  readonly note: string;
  /** Who is to look after it; of `assign` alone. */
  readonly assignee?: string;
  readonly by: string;
  readonly timeMs: number;
}

/** The event that records it; `id` tells apart what is said twice. */
export function triageEvent(word: TriageWord, id: string): IngestRequest {
  const { on, rule, action, note, assignee, by, timeMs } = word;
  const status = TRIAGE_ACTIONS[action];
  const event = {
    id: `finding:${id}`,
    type: `finding.${status}`,
    time: new Date(timeMs).toISOString(),
    ...(on.type === "transaction" ? { transactionId: on.id } : { unattributed: "finding" }),
    objects: [on],
    actor: { type: "operator", id: by },
    message: `The finding ${rule} was ${status}${assignee === undefined ? "" : ` to ${assignee}`}.`,
    attributes: { rule, note, by, ...(assignee !== undefined && { assignee }) },
  };
  return {
    body: new TextEncoder().encode(`${JSON.stringify(event)}\n`),
    sourceName: OWN_SOURCE,
    format: "events",
    waitIndexed: true,
    allItems: true,
  };
}
