import type { ExportRequest } from "../answers/export-answers.ts";
import type { CoverageFacts } from "../answers/coverage.ts";
import { isBehind, type Positions } from "../coverage.ts";
import { findObject } from "../objects/find-object.ts";
import type { QuerySources } from "../query-sources.ts";
import { listObjects } from "../worklists/list-objects.ts";
import { exportMoment } from "./export-moment.ts";
import { openExportSearch } from "./read-matches.ts";

/**
 * The request as it is kept: an object stands under the ID that its records write, so that no code or
 * license number by which it was asked for is kept. Throws where it is known already that the export cannot
 * be made: `invalid-query`, `invalid-parameter`, `not-found`, `index-unavailable`.
 */
export async function exportableRequest(
  sources: QuerySources,
  request: ExportRequest,
  at: { readonly nowMs: number; readonly positions: Positions; readonly facts: CoverageFacts },
): Promise<ExportRequest> {
  const { what, format } = request;
  const { nowMs, positions, facts } = at;
  if (what.kind === "search") {
    await openExportSearch({ sources, nowMs, positions }, what);
    return request;
  }
  if (what.kind === "worklist") {
    const { kind: _kind, ...filter } = what;
    await listObjects(sources, { ...filter, facts, nowMs, order: "stuck", limit: 1 });
    return request;
  }
  exportMoment({ sources, request, nowMs, positions });
  const sight = { positions, isBehind: isBehind(facts, positions) };
  const { id } = await findObject(sources, what, sight);
  return { what: { ...what, id }, format };
}
