import { invariant, TracewellError } from "#domain/errors.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { IncidentChange, IncidentSummary } from "#query/answers/incident-answers.ts";
import type { QueryRequest } from "#query/query-engine.ts";
import type { KeptIncident } from "./fold-incident.ts";
import { incidentEvents, type IncidentSaying } from "./incident-event.ts";
import { PINS_MAX, WORDS_MAX } from "./incident-limits.ts";
import type { PinnedThing } from "./incident-word.ts";
import { type IncidentEngine, readIncident, readKeptIncident } from "./read-incident.ts";

export interface IncidentPorts {
  readonly engine: IncidentEngine;
  readonly ingest: Pick<IngestGateway, "ingest">;
  readonly newId: () => string;
  readonly newIncidentId: () => string;
  /** Completeness and time as they are at each question: after a record was written there is more to know. */
  readonly now: () => QueryRequest;
}

/** What is to be pinned: a record by its reference, or a finding by rule and object. */
export type PinRequest =
  | { readonly reference: string }
  | { readonly finding: ObjectKey & { readonly rule: string } };

export type IncidentRequest =
  | { readonly act: "pin"; readonly pin: PinRequest; readonly note?: string | undefined }
  | { readonly act: "note"; readonly note: string; readonly pin?: string | undefined }
  | { readonly act: "unpin"; readonly pin: string; readonly note: string }
  | { readonly act: "rename"; readonly title: string }
  | { readonly act: "close" | "reopen"; readonly note: string };

/** The record or the finding as it is now. Rejects with `not-found`, and `conflict` for a finding that does not hold. */
async function thingOf({ engine, now }: IncidentPorts, pin: PinRequest): Promise<PinnedThing> {
  if ("reference" in pin) {
    const { reference, type, time } = await engine.event({ ...now(), reference: pin.reference });
    return { kind: "record", record: reference, recordType: type, recordTime: time };
  }
  const { type, id, rule } = pin.finding;
  const { object, findings = [] } = await engine.object({ ...now(), type, id, limit: 1 });
  const found = findings.find(
    (one) => one.rule === rule && one.on.type === object.type && one.on.id === object.id,
  );
  if (found === undefined) {
    throw new TracewellError("conflict", `${rule} does not hold of ${object.type} ${object.id}.`);
  }
  const { on, version, severity, sentence, since, evidence } = found;
  return { kind: "finding", on, rule, version, severity, sentence, since, evidence: [...evidence] };
}

function isSame(one: PinnedThing, other: PinnedThing): boolean {
  if (one.kind === "record") return other.kind === "record" && one.record === other.record;
  return (
    other.kind === "finding" &&
    one.rule === other.rule &&
    one.on.type === other.on.type &&
    one.on.id === other.on.id
  );
}

function requireRoom({ summary, history, pins }: KeptIncident, act: IncidentRequest["act"]): void {
  const isFull =
    history.length >= WORDS_MAX
      ? `${WORDS_MAX} records`
      : act === "pin" && pins.length >= PINS_MAX
        ? `${PINS_MAX} pins`
        : null;
  if (isFull === null) return;
  throw new TracewellError(
    "conflict",
    `Incident ${summary.id} holds ${isFull}. Go on in another one.`,
  );
}

function requirePin({ summary, pins }: KeptIncident, pin: string): void {
  if (pins.some(({ id }) => id === pin)) return;
  throw new TracewellError("not-found", `Incident ${summary.id} has no pin ${pin}.`);
}

/** The pin that a request asks for. Rejects with `conflict` where the incident has it. */
async function pinning(
  ports: IncidentPorts,
  { summary, pins }: KeptIncident,
  request: IncidentRequest & { readonly act: "pin" },
): Promise<IncidentSaying> {
  const thing = await thingOf(ports, request.pin);
  const known = pins.find((pin) => isSame(pin.thing, thing));
  if (known !== undefined) {
    throw new TracewellError(
      "conflict",
      `Incident ${summary.id} has it already, as pin ${known.id}.`,
    );
  }
  return { act: "pinned", pin: ports.newId(), thing, note: request.note };
}

function requireStatus({ id, status }: IncidentSummary, act: IncidentRequest["act"]): void {
  if (act === "reopen" && status === "open") {
    throw new TracewellError("conflict", `Incident ${id} is open.`);
  }
  if (act !== "reopen" && status === "closed") {
    throw new TracewellError("conflict", `Incident ${id} is closed: reopen it first.`);
  }
}

const ACTS = {
  note: "noted",
  unpin: "unpinned",
  rename: "renamed",
  close: "closed",
  reopen: "reopened",
} as const;

/** What a request comes to as the incident stands. Rejects with `conflict` or `not-found` where it cannot be. */
async function sayingOf(
  ports: IncidentPorts,
  kept: KeptIncident,
  request: IncidentRequest,
): Promise<IncidentSaying> {
  requireStatus(kept.summary, request.act);
  if (request.act !== "reopen") requireRoom(kept, request.act);
  if (request.act === "pin") return pinning(ports, kept, request);
  const { act, ...said } = request;
  if ("pin" in said && said.pin !== undefined) requirePin(kept, said.pin);
  return { act: ACTS[act], ...said };
}

/** Writes what is said, waits until answers show it, and reads the incident again. */
async function say(
  ports: IncidentPorts,
  incidentId: string,
  by: string,
  sayings: readonly IncidentSaying[],
): Promise<IncidentChange> {
  const { engine, ingest, newId, now } = ports;
  const { nowMs, facts } = now();
  const answer = await ingest.ingest(
    incidentEvents(sayings, { incidentId, by, timeMs: nowMs, newId }),
  );
  const [ledger] = facts.heads;
  invariant(answer.firstSeq !== null && ledger !== undefined, "an event of our own is accepted");
  const reference = `${ledger.ledger}:${answer.firstSeq}`;
  const indexed = answer.indexed ?? false;
  try {
    return { incident: await readIncident(engine, now(), incidentId), reference, indexed };
  } catch (error) {
    if (indexed || !(error instanceof TracewellError) || error.code !== "not-found") throw error;
    // Whoever is told that there is no such incident would open it a second time.
    throw new TracewellError(
      "index-unavailable",
      `Incident ${incidentId} is opened and recorded as ${reference}; answers do not show it yet.`,
      { cause: error },
    );
  }
}

/**
 * Opens an incident, with its first pin where one is given. Rejects as `changeIncident` does; nothing is
 * recorded then, unless with `index-unavailable`: it is recorded, and the index does not show it yet.
 */
export async function openIncident(
  ports: IncidentPorts,
  request: {
    readonly title: string;
    readonly note?: string | undefined;
    readonly pin?: PinRequest | undefined;
    readonly by: string;
  },
): Promise<IncidentChange> {
  const { title, note, pin, by } = request;
  const thing = pin === undefined ? undefined : await thingOf(ports, pin);
  return say(ports, ports.newIncidentId(), by, [
    { act: "opened", title, note },
    ...(thing === undefined ? [] : [{ act: "pinned", pin: ports.newId(), thing } as const]),
  ]);
}

/**
 * Records what somebody does to an incident. Rejects with `not-found` for an unknown incident, pin, record or
 * object, with `conflict` where it cannot be as things stand; and as `IngestGateway.ingest` does.
 */
export async function changeIncident(
  ports: IncidentPorts,
  incidentId: string,
  request: IncidentRequest & { readonly by: string },
): Promise<IncidentChange> {
  const { kept } = await readKeptIncident(ports.engine, ports.now(), incidentId);
  return say(ports, kept.summary.id, request.by, [await sayingOf(ports, kept, request)]);
}
