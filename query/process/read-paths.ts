import { parseTimeRange } from "#domain/identifiers/time-parameter.ts";
import type { PathRow } from "#storage/lifecycles/lifecycle-store.ts";
import { counted } from "../coverage.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { REPORT_SCANS_MAX, TimeBox } from "../reading/time-box.ts";
import type { ProcessRequest } from "./process-request.ts";

/** Paths taken from the view at once; a slice of some ten milliseconds. */
const PAGE_PATHS = 500;

/**
 * Shows every path that the request means to `visit`, in slices that let other questions in between. Gives
 * the sentences for coverage where the time ended before the paths did.
 */
export async function readPaths(
  sources: QuerySources,
  request: ProcessRequest,
  visit: (path: PathRow) => void,
): Promise<string[]> {
  const { type, store, nowMs } = request;
  const lifecycles = lifecyclesOf(sources);
  const range = parseTimeRange(request, nowMs);
  const box = new TimeBox(sources.stopwatch, sources.scanBudgetMs * REPORT_SCANS_MAX);
  let after: string | undefined;
  let read = 0;
  for (;;) {
    const paths = await lifecycles.paths({
      type,
      ...range,
      ...(after !== undefined && { after }),
      limit: PAGE_PATHS,
    });
    for (const path of paths) {
      if (store === undefined || path.store === store) visit(path);
    }
    read += paths.length;
    after = paths.at(-1)?.place;
    if (paths.length < PAGE_PATHS) return [];
    if (box.isSpent) return [cutReason(read)];
    await box.betweenSlices();
  }
}

function cutReason(read: number): string {
  return `The time for this answer ended after ${counted(read, "object")}; ask for a shorter time.`;
}
