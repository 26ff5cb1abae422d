import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./fetch-answer.ts";

/** Tries of one question while the service restarts; a person waits no longer than a few seconds. */
const RETRIES_MAX = 2;

/** Answers younger than this are shown again without asking: going back is instant. */
const FRESH_MS = 30_000;

/** Only what another try could mend is tried again: no answer, overload. */
function isWorthRetrying(failures: number, error: Error): boolean {
  if (failures >= RETRIES_MAX || !(error instanceof ApiProblem)) return false;
  return error.code === "offline" || error.status === 429 || error.status === 503;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: isWorthRetrying,
        retryDelay: (attempt) => 400 * 2 ** attempt,
        staleTime: FRESH_MS,
        // The service may well be on this machine, with no network at all.
        networkMode: "always",
        // What is being read never changes by itself.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: "always" },
    },
  });
}
