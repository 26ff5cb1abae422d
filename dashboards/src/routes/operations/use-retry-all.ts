import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { openItemIds, retryQuarantined } from "../../api/quarantine.ts";

/** How far reading again has come. */
export interface RetryProgress {
  readonly state: "listing" | "running" | "stopped" | "done" | "failed";
  readonly all: number;
  readonly done: number;
  readonly accepted: number;
  readonly still: number;
  /** Why it ended before its end. */
  readonly error: unknown;
}

/** Whether it goes on: until then it is not begun a second time. */
export function isRunning({ state }: RetryProgress): boolean {
  return state === "listing" || state === "running";
}

const AT_START: RetryProgress = {
  state: "listing",
  all: 0,
  done: 0,
  accepted: 0,
  still: 0,
  error: null,
};

/**
 * Reads all open items again, one after another: the service takes other input meanwhile. It can be stopped
 * after any item, and ends with the page; what was read again stays so.
 */
export function useRetryAll() {
  const client = useQueryClient();
  const [progress, setProgress] = useState<RetryProgress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (source: string | undefined) => {
    const control = new AbortController();
    running.current = control;
    let now = AT_START;
    const tell = (change: Partial<RetryProgress>) => {
      now = { ...now, ...change };
      setProgress(now);
    };
    tell({});
    try {
      const itemIds = await openItemIds(source, control.signal);
      tell({ state: "running", all: itemIds.length });
      for (const itemId of itemIds) {
        if (control.signal.aborted) break;
        const { quarantined } = await retryQuarantined(itemId);
        const isRead = quarantined === 0;
        tell({
          done: now.done + 1,
          accepted: now.accepted + (isRead ? 1 : 0),
          still: now.still + (isRead ? 0 : 1),
        });
      }
      tell({ state: control.signal.aborted ? "stopped" : "done" });
    } catch (error) {
      tell(control.signal.aborted ? { state: "stopped" } : { state: "failed", error });
    }
    await client.invalidateQueries();
  };
  return {
    progress,
    isRunning: progress !== undefined && isRunning(progress),
    run: (source: string | undefined) => void run(source),
    stop: () => running.current?.abort(),
    close: () => setProgress(undefined),
  };
}
