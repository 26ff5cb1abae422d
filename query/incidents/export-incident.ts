import { createHash } from "node:crypto";
import { canonicalJson } from "#domain/canonical-json.ts";
import { parseEventReference } from "#domain/identifiers/event-reference.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { Incident, IncidentExport } from "#query/answers/incident-answers.ts";
import type { QueryRequest } from "#query/query-engine.ts";
import { EXPORTED_RECORDS_MAX } from "./incident-limits.ts";
import { type IncidentEngine, readIncident, readRecords } from "./read-incident.ts";

export interface IncidentExportRequest extends QueryRequest {
  readonly incidentId: string;
  readonly by: string;
  /** Of the product. */
  readonly version: string;
}

function sha256Of(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** In the order of the ledgers, each once. */
function inOrder(references: readonly string[]): string[] {
  return [...new Set(references)].toSorted((one, other) => {
    const [left, right] = [parseEventReference(one), parseEventReference(other)];
    if (left.ledger === right.ledger) return left.seq - right.seq;
    return left.ledger < right.ledger ? -1 : 1;
  });
}

/** What the pins rest on: records, and the evidence of findings as they were pinned and as they are. */
function referencesOf({ pins }: Incident): string[] {
  return pins.flatMap(({ record, finding }) => [
    ...(record === null ? [] : [record.reference]),
    ...(finding === null ? [] : [...finding.asPinned.evidence, ...(finding.now?.evidence ?? [])]),
  ]);
}

function withReason(coverage: Incident["coverage"], leftOut: number): Incident["coverage"] {
  if (leftOut === 0) return coverage;
  const reason = `${leftOut} records beyond ${EXPORTED_RECORDS_MAX} are left out: ask for them by their references.`;
  return { ...coverage, status: "partial", reasons: [...coverage.reasons, reason] };
}

/** An incident with every record that it rests on, each with its hash. Rejects with `not-found`. */
export async function exportIncident(
  engine: IncidentEngine,
  { incidentId, by, version, ...request }: IncidentExportRequest,
): Promise<IncidentExport> {
  const { coverage, ...incident } = await readIncident(engine, request, incidentId);
  const wanted = inOrder(referencesOf({ ...incident, coverage }));
  const read = await readRecords(engine, request, wanted.slice(0, EXPORTED_RECORDS_MAX));
  const records: EventAnswer[] = [...read.values()].filter((record) => record !== null);
  const missing = [...read].flatMap(([reference, record]) => (record === null ? [reference] : []));
  return {
    manifest: {
      product: { name: "Tracewell", version },
      exportedAt: new Date(request.nowMs).toISOString(),
      exportedBy: by,
      hashes: "SHA-256 of the RFC 8785 form (sorted keys, no blanks, UTF-8)",
      incident: { id: incident.id, sha256: sha256Of(incident) },
      records: records.map((record) => ({ reference: record.reference, sha256: sha256Of(record) })),
      counts: {
        pins: incident.pins.length,
        records: records.length,
        missing: missing.length,
      },
      missing,
      protected: "masked",
      coverage: withReason(coverage, wanted.length - read.size),
    },
    incident,
    records,
  };
}
