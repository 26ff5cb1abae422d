import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Incident, IncidentChange, IncidentList } from "#query/answers/incident-answers.ts";
import { API, part, withParameters } from "../path-builder.ts";
import { fetchAnswer, postJson } from "./fetch-answer.ts";
import type { ObjectKey } from "./triage.ts";

/** Rows of one page: enough to fill a screen twice. */
const PAGE_ROWS = 100;

const place = (id: string) => `${API}/incidents/${part(id)}`;

/** Incidents, the one that was opened last first. */
export const incidentsAnswer = () =>
  infiniteQueryOptions({
    queryKey: ["incidents"],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<IncidentList>(
        withParameters(`${API}/incidents`, { limit: PAGE_ROWS, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: IncidentList) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

/** One incident with its pins as they are now. */
export const incidentAnswer = (id: string) =>
  queryOptions({
    queryKey: ["incident", id],
    queryFn: ({ signal }) => fetchAnswer<Incident>(place(id), { signal }),
    staleTime: 0,
  });

/** What is pinned, as the service takes it. */
export type PinRequest =
  | { readonly reference: string }
  | { readonly finding: ObjectKey & { readonly rule: string } };

export function openIncident(said: {
  readonly title: string;
  readonly note?: string;
  readonly pin?: PinRequest;
}): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${API}/incidents`, said);
}

export function pinToIncident(
  id: string,
  said: { readonly pin: PinRequest; readonly note?: string },
): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${place(id)}/pins`, said);
}

/** A note on the whole, or on one of its pins. */
export function noteOnIncident(
  id: string,
  said: { readonly note: string; readonly pin?: string },
): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${place(id)}/notes`, said);
}

export function unpinFromIncident(
  id: string,
  said: { readonly pin: string; readonly note: string },
): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${place(id)}/unpin`, said);
}

export function renameIncident(id: string, title: string): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${place(id)}/rename`, { title });
}

export function closeIncident(id: string, note: string): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${place(id)}/close`, { note });
}

export function reopenIncident(id: string, note: string): Promise<IncidentChange> {
  return postJson<IncidentChange>(`${place(id)}/reopen`, { note });
}

/** Address of the exported file, for a link. */
export function incidentFileHref(id: string, format: "html" | "json"): string {
  return withParameters(`${place(id)}/export`, { format });
}
