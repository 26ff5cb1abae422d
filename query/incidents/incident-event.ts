import { OWN_SOURCE } from "#query/own-source.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { IncidentAct } from "#query/answers/incident-answers.ts";
import type { PinnedThing } from "./incident-word.ts";

/** What somebody does to an incident, to be recorded. */
export interface IncidentSaying {
  readonly act: IncidentAct["act"];
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  readonly pin?: string | undefined;
  readonly thing?: PinnedThing | undefined;
}

/** Who says it, of which incident, and when. */
export interface IncidentSpeaker {
  readonly incidentId: string;
  readonly by: string;
  readonly timeMs: number;
  /** Tells apart what is said twice. */
  readonly newId: () => string;
}

const DONE: Readonly<Record<IncidentAct["act"], (saying: IncidentSaying) => string>> = {
  opened: ({ title }) => `was opened: ${title}.`,
  renamed: ({ title }) => `was renamed: ${title}.`,
  pinned: ({ thing }) =>
    thing?.kind === "finding"
      ? `got the finding ${thing.rule} of ${thing.on.type} ${thing.on.id}.`
      : `got the record ${thing?.record}.`,
  unpinned: ({ pin }) => `lost the item ${pin}.`,
  noted: () => "got a note.",
  closed: () => "was closed.",
  reopened: () => "was opened again.",
};

function eventOf(saying: IncidentSaying, speaker: IncidentSpeaker): object {
  const { act, title, note, pin, thing } = saying;
  const { incidentId, by, timeMs, newId } = speaker;
  return {
    id: `incident:${newId()}`,
    type: `incident.${act}`,
    time: new Date(timeMs).toISOString(),
    unattributed: "incident",
    objects: [{ type: "incident", id: incidentId }],
    actor: { type: "operator", id: by },
    message: `Incident ${incidentId} ${DONE[act](saying)}`,
    // Not `pin`: what is called so is struck out as a secret.
    attributes: { title, item: pin, ...thing, note, by },
  };
}

/** Everything that is said at once becomes durable together. */
export function incidentEvents(
  sayings: readonly IncidentSaying[],
  speaker: IncidentSpeaker,
): IngestRequest {
  const lines = sayings.map((saying) => `${JSON.stringify(eventOf(saying, speaker))}\n`);
  return {
    body: new TextEncoder().encode(lines.join("")),
    sourceName: OWN_SOURCE,
    format: "events",
    waitIndexed: true,
    allItems: true,
  };
}
