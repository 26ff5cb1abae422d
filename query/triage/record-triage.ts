import { invariant, TracewellError } from "#domain/errors.ts";
import type { Finding } from "#domain/lifecycles/finding.ts";
import { RULES } from "#domain/lifecycles/lifecycle-rules.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { TriageAnswer } from "#query/answers/triage-answers.ts";
import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { TRIAGE_ACTIONS } from "./triage-actions.ts";
import { triageEvent, type TriageWord } from "./triage-event.ts";

/** Words on the findings of one object that are looked through for the one concerned. */
const WORDS_READ_MAX = 1_000;

export interface TriagePorts {
  readonly engine: Pick<QueryEngine, "object" | "events">;
  readonly ingest: Pick<IngestGateway, "ingest">;
  readonly newId: () => string;
}

/** `id` of `on` may be any by which the object is known. */
export interface TriageRequest extends QueryRequest {
  readonly word: Omit<TriageWord, "timeMs">;
}

/**
 * Records what somebody says of a finding, and waits until answers show it. Rejects with `not-found` for an
 * unknown object or rule, and with `conflict` where the finding does not hold and nobody ever said anything of
 * it, or where nothing was said that could be taken back; and as `IngestGateway.ingest` does.
 */
export async function recordTriage(
  ports: TriagePorts,
  request: TriageRequest,
): Promise<TriageAnswer> {
  const { word, nowMs } = request;
  const { rule, action } = word;
  if (!RULES.some(({ id }) => id === rule)) {
    throw new TracewellError("not-found", `There is no rule ${rule}.`);
  }
  const { on, finding } = await findFinding(ports.engine, request);
  if (finding === null && !(await wasTriaged(ports.engine, request, on))) {
    throw new TracewellError(
      "conflict",
      `${rule} does not hold of ${on.type} ${on.id}, and nobody has said anything of it. It may have been resolved: look at the object again.`,
    );
  }
  if (action === "reopen" && finding !== null && finding.triage === null) {
    throw new TracewellError(
      "conflict",
      `Nobody has acknowledged, explained or assigned ${rule} of ${on.type} ${on.id}: it is open.`,
    );
  }
  const said = { ...word, on, timeMs: nowMs };
  const answer = await ports.ingest.ingest(triageEvent(said, ports.newId()));
  const seq = answer.firstSeq;
  const [ledger] = request.facts.heads;
  invariant(seq !== null && ledger !== undefined, "an event of our own is accepted");
  return {
    on,
    rule,
    holds: finding !== null,
    triage: {
      status: TRIAGE_ACTIONS[action],
      by: word.by,
      note: word.note,
      assignee: word.assignee ?? null,
      at: new Date(nowMs).toISOString(),
      reference: `${ledger.ledger}:${seq}`,
      hasNewEvidence: false,
    },
    indexed: answer.indexed ?? false,
  };
}

/** The object under its own name, and the finding where it holds. */
async function findFinding(
  engine: TriagePorts["engine"],
  { facts, nowMs, word }: TriageRequest,
): Promise<{ on: ObjectKey; finding: Finding | null }> {
  const { type, id } = word.on;
  const { object, findings } = await engine.object({ facts, nowMs, type, id, limit: 1 });
  const finding = (findings ?? []).find(
    ({ on, rule }) => rule === word.rule && on.type === object.type && on.id === object.id,
  );
  return { on: object, finding: finding ?? null };
}

/** Whether anybody said anything of it while it held. */
async function wasTriaged(
  engine: TriagePorts["engine"],
  { facts, nowMs, word }: TriageRequest,
  { type, id }: ObjectKey,
): Promise<boolean> {
  const types = Object.values(TRIAGE_ACTIONS).map((status) => `type:finding.${status}`);
  const field = type === "transaction" ? "tx" : type;
  const q = `(${types.join(" OR ")}) ${field}:${JSON.stringify(id)}`;
  const page = await engine.events({ facts, nowMs, q, order: "newest", limit: WORDS_READ_MAX });
  return page.items.some(({ attributes }) => attributes["rule"] === word.rule);
}
