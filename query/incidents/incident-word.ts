import { z } from "zod";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { IncidentAct } from "#query/answers/incident-answers.ts";

const pinnedSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("record"),
    record: z.string(),
    recordType: z.string(),
    recordTime: z.string(),
  }),
  z.object({
    kind: z.literal("finding"),
    on: z.object({ type: z.enum(LIFECYCLE_TYPES), id: z.string() }),
    rule: z.string(),
    version: z.number().int().positive(),
    severity: z.enum(SEVERITIES),
    sentence: z.string(),
    since: z.string(),
    evidence: z.array(z.string()),
  }),
]);

/** What is pinned, as the record of it says. */
export type PinnedThing = z.infer<typeof pinnedSchema>;

const wordSchema = z.object({
  by: z.string(),
  title: z.string().optional(),
  note: z.string().optional(),
  item: z.string().optional(),
});

const ACTS: Readonly<Record<string, IncidentAct["act"]>> = {
  "incident.opened": "opened",
  "incident.renamed": "renamed",
  "incident.pinned": "pinned",
  "incident.unpinned": "unpinned",
  "incident.noted": "noted",
  "incident.closed": "closed",
  "incident.reopened": "reopened",
};

/** One thing that somebody did to an incident file. */
export interface IncidentWord extends IncidentAct {
  readonly incidentId: string;
  readonly thing: PinnedThing | null;
}

/** What a record says of an incident; null where it is no such record. */
export function readWord(event: EventAnswer): IncidentWord | null {
  const act = ACTS[event.type];
  const incidentId = event.objects.find(({ type }) => type === "incident")?.id;
  const word = wordSchema.safeParse(event.attributes);
  if (act === undefined || incidentId === undefined || !word.success) return null;
  const { by, title = null, note = null, item: pin = null } = word.data;
  const thing = act === "pinned" ? pinnedSchema.safeParse(event.attributes) : null;
  if (thing?.success === false) return null;
  return {
    incidentId,
    act,
    at: event.time,
    by,
    title,
    note,
    pin,
    reference: event.reference,
    thing: thing?.data ?? null,
  };
}
