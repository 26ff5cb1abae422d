import { useMemo } from "react";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { liveLedgers } from "./tail-rows.ts";
import type { Tail } from "./use-tail.ts";

/** How far the stream was looked at: from the last heartbeat, or from a record that came after it. */
export function usePublishLive(tail: Tail): void {
  const { looked, lastSeen } = tail;
  const coverage = useMemo(() => {
    const ledgers = liveLedgers(looked?.ledgers ?? [], lastSeen);
    return ledgers.length === 0 ? undefined : ({ status: "live", ledgers } as const);
  }, [looked, lastSeen]);
  const atMs = lastSeen?.atMs ?? 0;
  usePublishCoverage(coverage, Math.max(atMs, Date.parse(looked?.at ?? "1970-01-01")));
}
