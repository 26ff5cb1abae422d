import { parseTimeRange } from "#domain/identifiers/time-parameter.ts";
import type { Coverage, CoverageFacts } from "../answers/coverage.ts";
import type { ExportManifest } from "../answers/export-answers.ts";
import { coverageOf, missingReason, type Positions } from "../coverage.ts";
import { parseFilters } from "../search/open-search.ts";
import type { ExportJob } from "./export-job.ts";

function isoOf(atMs: number | undefined): string | null {
  return atMs === undefined ? null : new Date(atMs).toISOString();
}

function rangeOf({ answer: { what }, nowMs }: ExportJob): ExportManifest["range"] {
  if (what.kind === "object") return { from: null, to: what.asOf ?? null };
  const { fromMs, toMs } = parseTimeRange(what, nowMs);
  return { from: isoOf(fromMs), to: isoOf(toMs) };
}

/** How complete an export is; what several of its answers said is said once. */
export function exportCoverage(
  facts: CoverageFacts,
  positions: Positions,
  reasons: readonly string[],
): Coverage {
  const coverage = coverageOf(facts, positions, { reasons });
  return { ...coverage, reasons: [...new Set(coverage.reasons)] };
}

/** What a finished export says of itself. */
export function makeManifest(
  job: ExportJob,
  done: { readonly version: string; readonly sha256: string; readonly finishedAt: string },
): ExportManifest {
  const { answer, place, positions, facts } = job;
  const { what, format, file } = answer;
  const holdsObjects =
    format === "ocel2" || what.kind === "worklist" || (what.kind === "object" && format === "html");
  return {
    product: { name: "Tracewell", version: done.version },
    export: answer.id,
    what,
    format,
    query: what.kind === "search" ? parseFilters(what).canonical : null,
    range: rangeOf(job),
    asOf: new Date(job.nowMs).toISOString(),
    positions,
    counts: {
      records: place?.records ?? 0,
      objects: holdsObjects ? (place?.objects ?? 0) : null,
    },
    coverage: exportCoverage(facts, positions, [
      ...missingReason(place?.missing ?? 0),
      ...(place?.reasons ?? []),
    ]),
    protected: "masked",
    requestedBy: answer.requestedBy,
    requestedAt: answer.requestedAt,
    finishedAt: done.finishedAt,
    file: { ...file, bytes: job.bytes, sha256: done.sha256 },
  };
}
