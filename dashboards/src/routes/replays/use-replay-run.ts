import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ExecutedReplay } from "#query/answers/replay-answers.ts";
import { replayOrder } from "../../api/replays.ts";

/** A replay or dry run that was asked for from this window. */
export interface ReplayRun {
  readonly status: "running" | "done" | "failed";
  readonly isDryRun: boolean;
  /** Epoch milliseconds. */
  readonly startedAtMs: number;
  /** Replays of the order that were recorded before it. */
  readonly before: readonly string[];
  readonly executed: ExecutedReplay | null;
  readonly error: unknown;
}

/** Kept beside the answers: the page may be left and come back to while it runs. */
const runOf = (foreignId: string) =>
  queryOptions<ReplayRun | null>({
    queryKey: ["replay-run", foreignId],
    queryFn: () => null,
    enabled: false,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

/** The last run of the order, and the way to start one; a second is not started beside the first. */
export function useReplayRun(foreignId: string) {
  const client = useQueryClient();
  const { data: run } = useQuery(runOf(foreignId));
  const key = runOf(foreignId).queryKey;
  const start = async (isDryRun: boolean, before: readonly string[]): Promise<void> => {
    if (client.getQueryData(key)?.status === "running") return;
    const begun: ReplayRun = {
      status: "running",
      isDryRun,
      startedAtMs: Date.now(),
      before,
      executed: null,
      error: null,
    };
    const note = (run: ReplayRun) => client.setQueryData(key, run);
    note(begun);
    try {
      const executed = await replayOrder(foreignId, isDryRun);
      note({ ...begun, status: "done", executed });
    } catch (error) {
      note({ ...begun, status: "failed", error });
    }
    await client.invalidateQueries({
      predicate: ({ queryKey: [name] }) => name === "replay" || name === "replays",
    });
  };
  return { run, start };
}
