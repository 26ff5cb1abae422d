import { queryOptions } from "@tanstack/react-query";
import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import type { ReloadAnswer, SourceAnswer, SourceList } from "#query/answers/source-answers.ts";
import type { StorageAnswer } from "#query/answers/storage-answers.ts";
import { API, part, withParameters } from "../path-builder.ts";
import { fetchAnswer, postJson } from "./fetch-answer.ts";

/** How often positions, lags and sizes are asked for anew while they are in sight. */
const RENEWED_MS = 10_000;

/** The service's own maximum: more sources than that nobody runs. */
const SOURCES_MAX = 1000;

export const sourcesAnswer = () =>
  queryOptions({
    queryKey: ["sources"],
    queryFn: ({ signal }) =>
      fetchAnswer<SourceList>(withParameters(`${API}/sources`, { limit: SOURCES_MAX }), { signal }),
    refetchInterval: RENEWED_MS,
    staleTime: 0,
  });

const sourcePath = (name: string) => `${API}/sources/${part(name)}`;

export const sourceAnswer = (name: string) =>
  queryOptions({
    queryKey: ["source", name],
    queryFn: ({ signal }) => fetchAnswer<SourceAnswer>(sourcePath(name), { signal }),
    refetchInterval: RENEWED_MS,
    staleTime: 0,
  });

/** Settings are replaced whole; what is wrong comes back in `errors`, by field. */
export function putSource(name: string, settings: unknown): Promise<SourceAnswer> {
  return fetchAnswer<SourceAnswer>(sourcePath(name), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(settings),
  });
}

export function removeSource(name: string): Promise<SourceAnswer> {
  return fetchAnswer<SourceAnswer>(withParameters(sourcePath(name), { confirm: name }), {
    method: "DELETE",
  });
}

export function reloadConfiguration(): Promise<ReloadAnswer> {
  return fetchAnswer<ReloadAnswer>(`${API}/sources/reload`, { method: "POST" });
}

export const storageAnswer = () =>
  queryOptions({
    queryKey: ["storage"],
    queryFn: ({ signal }) => fetchAnswer<StorageAnswer>(`${API}/storage`, { signal }),
    refetchInterval: RENEWED_MS,
    staleTime: 0,
  });

export function moveFollower(name: string, action: "pause" | "resume"): Promise<FollowerStatus> {
  return postJson<FollowerStatus>(`${API}/followers/${part(name)}/${action}`, {});
}
