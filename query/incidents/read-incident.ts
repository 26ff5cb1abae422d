import { TracewellError } from "#domain/errors.ts";
import type { Finding } from "#domain/lifecycles/finding.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { Incident, IncidentPin } from "#query/answers/incident-answers.ts";
import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { foldIncident, type KeptIncident, type KeptPin } from "./fold-incident.ts";
import { askEach } from "./ask-each.ts";
import { readWords } from "./read-words.ts";

export type IncidentEngine = Pick<QueryEngine, "events" | "event" | "object">;

/** The incident as its records tell it. Rejects with `not-found`. */
export async function readKeptIncident(
  engine: IncidentEngine,
  request: QueryRequest,
  incidentId: string,
): Promise<{ readonly kept: KeptIncident; readonly coverage: Incident["coverage"] }> {
  const { words, coverage, isCut } = await readWords(engine, request, [incidentId]);
  const kept = foldIncident(words);
  if (kept === null) {
    throw new TracewellError("not-found", `There is no incident ${incidentId}.`);
  }
  if (!isCut) return { kept, coverage };
  const reason = `Only the first ${words.length} records of this incident were read.`;
  return {
    kept,
    coverage: { ...coverage, status: "partial", reasons: [...coverage.reasons, reason] },
  };
}

async function orNull<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TracewellError && error.code === "not-found") return null;
    throw error;
  }
}

/** Records by reference; those that retention removed are null. */
export async function readRecords(
  engine: IncidentEngine,
  request: QueryRequest,
  references: readonly string[],
): Promise<ReadonlyMap<string, EventAnswer | null>> {
  const records = await askEach(references, async (reference) => {
    const described = await orNull(engine.event({ ...request, reference }));
    if (described === null) return [reference, null] as const;
    const { catalogNotes: _notes, ...record } = described;
    return [reference, record] as const;
  });
  return new Map(records);
}

/** The findings that each object has now, by its key. */
async function readFindings(
  engine: IncidentEngine,
  request: QueryRequest,
  objects: readonly ObjectKey[],
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const distinct = [...new Map(objects.map((object) => [keyText(object), object])).values()];
  const found = await askEach(distinct, async (object) => {
    const answer = await orNull(engine.object({ ...request, ...object, limit: 1 }));
    return [keyText(object), answer?.findings ?? []] as const;
  });
  return new Map(found);
}

function pinOf(
  kept: KeptPin,
  records: ReadonlyMap<string, EventAnswer | null>,
  findings: ReadonlyMap<string, readonly Finding[]>,
): IncidentPin {
  const { thing, notes, ...pin } = kept;
  if (thing.kind === "record") {
    const { record: reference, recordType: type, recordTime: time } = thing;
    const content = records.get(reference) ?? null;
    return {
      ...pin,
      kind: "record",
      at: time,
      notes,
      record: { reference, type, time, content },
      finding: null,
    };
  }
  const { kind, on, rule, ...asPinned } = thing;
  const now = findings
    .get(keyText(on))
    ?.find((one) => one.rule === rule && keyText(one.on) === keyText(on));
  return {
    ...pin,
    kind,
    at: asPinned.since,
    notes,
    record: null,
    finding: { on, rule, asPinned, now: now ?? null },
  };
}

/** An incident with what its pins refer to, as it is now. Rejects with `not-found`. */
export async function readIncident(
  engine: IncidentEngine,
  request: QueryRequest,
  incidentId: string,
): Promise<Incident> {
  const { kept, coverage } = await readKeptIncident(engine, request, incidentId);
  const things = kept.pins.map(({ thing }) => thing);
  const [records, findings] = await Promise.all([
    readRecords(
      engine,
      request,
      things.flatMap((thing) => (thing.kind === "record" ? [thing.record] : [])),
    ),
    readFindings(
      engine,
      request,
      things.flatMap((thing) => (thing.kind === "finding" ? [thing.on] : [])),
    ),
  ]);
  const pins = kept.pins.map((pin) => pinOf(pin, records, findings));
  return {
    ...kept.summary,
    pins: pins.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
    notes: kept.notes,
    history: [...kept.history],
    coverage,
  };
}
