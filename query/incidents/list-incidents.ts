import type { IncidentList } from "#query/answers/incident-answers.ts";
import { OWN_SOURCE } from "#query/own-source.ts";
import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { foldIncident } from "./fold-incident.ts";
import { readWords } from "./read-words.ts";

/** Incidents that one question to the engine is about: it stays short enough to be compiled at once. */
const INCIDENTS_AT_ONCE = 25;

export interface IncidentsRequest extends QueryRequest {
  readonly limit: number;
  readonly cursor?: string;
}

/** Incidents, the one that was opened last first. */
export async function listIncidents(
  engine: Pick<QueryEngine, "events">,
  { limit, cursor, ...request }: IncidentsRequest,
): Promise<IncidentList> {
  const opened = await engine.events({
    ...request,
    q: `source:${OWN_SOURCE} type:incident.opened`,
    order: "newest",
    limit,
    ...(cursor !== undefined && { cursor }),
  });
  const ids = opened.items.flatMap(
    ({ objects }) => objects.find(({ type }) => type === "incident")?.id ?? [],
  );
  const items: IncidentList["items"] = [];
  for (let from = 0; from < ids.length; from += INCIDENTS_AT_ONCE) {
    const some = ids.slice(from, from + INCIDENTS_AT_ONCE);
    const { words } = await readWords(engine, request, some);
    const byId = Map.groupBy(words, ({ incidentId }) => incidentId);
    items.push(...some.flatMap((id) => foldIncident(byId.get(id) ?? [])?.summary ?? []));
  }
  return { items, nextCursor: opened.nextCursor, coverage: opened.coverage };
}
