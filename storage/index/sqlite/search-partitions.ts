import type { IndexHit, SearchRequest } from "../event-index.ts";
import { hitRange, rangeBehind } from "./hit-range.ts";
import { mergeHits } from "./merge-hits.ts";
import type { HitSource } from "./merge-hits.ts";
import type { OpenPartitions } from "./open-partitions.ts";

/** One page of hits over all partitions that the page reaches. */
export function searchPartitions(partitions: OpenPartitions, request: SearchRequest): IndexHit[] {
  const { order } = request;
  const query = partitions.query(request.expression);
  const sources: HitSource[] = [];
  for (const partition of partitions.extents()) {
    const range = hitRange(partition, request, request);
    if (range === null) continue;
    sources.push({
      timeMsMin: partition.timeMsMin,
      timeMsMax: partition.timeMsMax,
      read: (limit, last) => {
        const compiled = query(partition);
        if (compiled.kind === "none") return [];
        const rest = last === undefined ? range : rangeBehind(range, partition, last, order);
        return partitions.reader(partition.known).page(compiled.match, rest, order, limit);
      },
    });
  }
  return mergeHits(sources, order, request.limit);
}
