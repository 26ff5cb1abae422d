import { queryOptions } from "@tanstack/react-query";
import type {
  ExportAnswer,
  ExportFormat,
  ExportList,
  ExportManifest,
  Exported,
} from "#query/answers/export-answers.ts";
import { API, part } from "../path-builder.ts";
import { fetchAnswer, postJson, request } from "./fetch-answer.ts";

/** How often a working export is asked how far it is: each answer is a row of the service's memory. */
const PROGRESS_MS = 500;

const place = (id: string) => `${API}/exports/${part(id)}`;

/** Whether it still changes by itself. */
export function isWorking({ status }: Pick<ExportAnswer, "status">): boolean {
  return status === "waiting" || status === "running";
}

/** All exports, newest first; asked again while one of them works. */
export const exportsAnswer = () =>
  queryOptions({
    queryKey: ["exports"],
    queryFn: ({ signal }) => fetchAnswer<ExportList>(`${API}/exports`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some(isWorking) === true ? PROGRESS_MS : false,
  });

/** One export; asked again while it works. */
export const exportAnswer = (id: string) =>
  queryOptions({
    queryKey: ["exports", id],
    queryFn: ({ signal }) => fetchAnswer<ExportAnswer>(place(id), { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data !== undefined && isWorking(state.data) ? PROGRESS_MS : false,
  });

/** What a finished export holds; it never changes. */
export const exportManifestAnswer = (id: string) =>
  queryOptions({
    queryKey: ["exports", id, "manifest"],
    queryFn: ({ signal }) => fetchAnswer<ExportManifest>(`${place(id)}/manifest`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function startExport(what: Exported, format: ExportFormat): Promise<ExportAnswer> {
  return postJson<ExportAnswer>(`${API}/exports`, { what, format });
}

export function cancelExport(id: string): Promise<ExportAnswer> {
  return fetchAnswer<ExportAnswer>(`${place(id)}/cancel`, { method: "POST" });
}

export function resumeExport(id: string): Promise<ExportAnswer> {
  return fetchAnswer<ExportAnswer>(`${place(id)}/resume`, { method: "POST" });
}

/** Removes the job and its file. */
export async function removeExport(id: string): Promise<void> {
  await request(place(id), { method: "DELETE" });
}

/** Address of the finished file, for a link. */
export function exportFileHref(id: string): string {
  return `${place(id)}/download`;
}

/** Address of its manifest, for a link. */
export function exportManifestHref(id: string): string {
  return `${place(id)}/manifest`;
}
