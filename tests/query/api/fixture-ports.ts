import type { FastifyInstance } from "fastify";
import { TracewellError, type ErrorCode } from "#domain/errors.ts";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { AccessControl } from "#query/api/access/access-control.ts";
import { buildApp } from "#query/api/app.ts";
import type { AppOptions } from "#query/api/context.ts";
import type { AppPorts, LedgerHead } from "#query/api/ports.ts";
import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import type {
  ConfigurationStatus,
  FollowedFileAnswer,
  ReloadAnswer,
  SourceSettings,
} from "#query/answers/source-answers.ts";
import type { QuarantineItem } from "#storage/quarantine/quarantine-store.ts";
import type { TailRequest, TailSlice } from "#query/query-engine.ts";

export const ADMIN_TOKEN = "a-token-of-thirty-two-characters";
export const AUTHORIZED = { authorization: `Bearer ${ADMIN_TOKEN}` };

/** 2026-01-31T09:05:00.000Z */
export const NOW_MS = 1_769_850_300_000;

export function eventAnswer(seq: number, fields: Partial<EventAnswer> = {}): EventAnswer {
  const at = new Date(NOW_MS + seq).toISOString();
  return {
    reference: `main:${seq}`,
    ledger: "main",
    seq,
    recordedAt: at,
    id: `main:${seq}`,
    type: "order.placed",
    time: at,
    objects: [],
    attributes: {},
    source: { name: "shop" },
    parseNotes: [],
    schemaVersion: 1,
    ...fields,
  };
}

export function ingestAnswer(fields: Partial<IngestAnswer> = {}): IngestAnswer {
  return {
    accepted: 1,
    duplicate: 0,
    quarantined: 0,
    firstSeq: 1,
    lastSeq: 1,
    items: [],
    consumedBytes: 1,
    ...fields,
  };
}

export function quarantineItem(
  itemId: string,
  fields: Partial<QuarantineItem> = {},
): QuarantineItem {
  return {
    itemId,
    status: "open",
    reason: "undecodable",
    message: "The line is not JSON.",
    sourceName: "shop",
    format: "ndjson",
    position: { line: 3 },
    quarantinedAt: new Date(NOW_MS).toISOString(),
    contentBytes: 5,
    retries: 0,
    ...fields,
  };
}

const NOTHING_MEASURED = {
  count: 0,
  minMs: null,
  p50Ms: null,
  p90Ms: null,
  p95Ms: null,
  p99Ms: null,
  maxMs: null,
  meanMs: null,
};

/** The service behind the HTTP layer, in memory: what tests set, and what the layer asked for. */
export class FixturePorts implements AppPorts {
  readonly records: EventAnswer[] = [];
  readonly requests: { method: string; request: unknown }[] = [];
  readonly items = new Map<string, QuarantineItem>();
  readonly sourceList: SourceSettings[] = [
    { name: "shop", format: "moodle-trace", registeredAt: new Date(NOW_MS).toISOString() },
  ];
  follower: FollowerStatus = {
    name: "event-index",
    ledger: "main",
    throughSeq: 0,
    headSeq: 0,
    status: "running",
  };
  ready = true;
  /** Records up to here were removed by retention. */
  removedThrough = 0;
  stopped: string | undefined;
  answer = ingestAnswer();
  /** Thrown by the next calls of these methods. */
  readonly failures = new Map<string, unknown>();
  readonly #listeners = new Set<(head: LedgerHead) => void>();
  readonly access: AccessControl;

  constructor(nowMs: () => number = Date.now) {
    this.access = new AccessControl({ adminToken: ADMIN_TOKEN, nowMs });
  }

  append(count: number, fields: Partial<EventAnswer> = {}): void {
    for (let added = 0; added < count; added += 1) {
      this.records.push(eventAnswer(this.records.length + 1, fields));
    }
    for (const listener of this.#listeners) listener({ ledger: "main", headSeq: this.headSeq });
  }

  get headSeq(): number {
    return this.records.length;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  fail(method: string, code: ErrorCode, message = `because of ${code}`): void {
    this.failures.set(method, new TracewellError(code, message));
  }

  /** What the layer asked the last time. */
  lastRequest(method: string): unknown {
    return this.requests.findLast((request) => request.method === method)?.request;
  }

  /** What stands in the place of these is set by the tests that ask for it. */
  alerts: AppPorts["alerts"] = unasked("alerts");
  exports: AppPorts["exports"] = unasked("exports");
  shop: AppPorts["shop"] = unasked("shop");
  shopControl: AppPorts["shopControl"] = unasked("shop");
  storage: AppPorts["storage"] = unasked("storage");

  readonly engine: AppPorts["engine"] = {
    events: (request) => this.#answer("events", request, () => this.#list()),
    event: (request) =>
      this.#answer("event", request, () => ({
        ...this.#record(request.reference),
        catalogNotes: [],
      })),
    context: (request) =>
      this.#answer("context", request, () => {
        const event = this.#record(request.reference);
        return { before: [], event, after: [], coverage: this.#coverage() };
      }),
    resolve: (request) =>
      this.#answer("resolve", request, () => ({
        given: request.given,
        items: [],
        tried: [],
        coverage: this.#coverage(),
      })),
    object: (request) =>
      this.#answer("object", request, () => ({
        object: { type: request.type, id: request.id },
        timeline: [],
        nextCursor: null,
        summary: { records: 0, from: null, to: null, durationMs: null, longestWaitMs: null },
        related: [],
        unattributedNearby: [],
        coverage: this.#coverage(),
      })),
    compare: (request) =>
      this.#answer("compare", request, () => ({
        left: {
          object: { type: "order" as const, id: request.left },
          state: "unknown",
          stateSince: null,
          from: null,
          to: null,
          durationMs: null,
          money: {},
          findings: [],
        },
        right: null,
        model: { type: "order", version: 1 },
        steps: [],
        milestones: [],
        coverage: this.#coverage(),
      })),
    uncertainOrders: (request) => this.#answer("uncertainOrders", request, () => this.#empty()),
    pastReplays: (request) => this.#answer("pastReplays", request, () => this.#empty()),
    replaysOf: (request) =>
      this.#answer("replaysOf", request, () => {
        throw new TracewellError("not-found", "No record names the order.");
      }),
    histogram: (request) =>
      this.#answer("histogram", request, () => ({
        bucketMs: 1000,
        total: 0,
        items: [],
        coverage: this.#coverage(),
      })),
    facets: (request) =>
      this.#answer("facets", request, () => ({ total: 0, items: [], coverage: this.#coverage() })),
    tail: (request) => this.#answer("tail", request, () => this.#slice(request)),
    objects: (request) => this.#answer("objects", request, () => this.#none()),
    objectCounts: (request) =>
      this.#answer("objectCounts", request, () => ({ items: [], coverage: this.#coverage() })),
    cardReconciliation: (request) =>
      this.#answer("cardReconciliation", request, () => ({
        asOf: new Date(NOW_MS).toISOString(),
        groups: [],
        items: [],
        coverage: this.#coverage(),
      })),
    cardLiability: (request) =>
      this.#answer("cardLiability", request, () => ({
        asOf: new Date(NOW_MS).toISOString(),
        items: [],
        totals: [],
        coverage: this.#coverage(),
      })),
    orderNumbers: (request) => this.#answer("orderNumbers", request, () => this.#none()),
    numberStores: (request) =>
      this.#answer("numberStores", request, () => ({ items: [], coverage: this.#coverage() })),
    cardBalance: (request) =>
      this.#answer("cardBalance", request, () => ({
        giftCard: request.id,
        asOf: new Date(NOW_MS).toISOString(),
        currency: null,
        isIssued: false,
        issued: 0,
        captured: 0,
        refunded: 0,
        balance: 0,
        authorized: 0,
        available: 0,
        openAuthorizations: [],
        evidence: [],
        coverage: this.#coverage(),
      })),
    durations: (request) =>
      this.#answer("durations", request, () => ({
        type: request.type,
        objects: 0,
        whole: NOTHING_MEASURED,
        items: [],
        coverage: this.#coverage(),
      })),
    stepObjects: (request) =>
      this.#answer("stepObjects", request, () => ({
        type: request.type,
        from: request.start,
        to: request.end,
        count: 0,
        items: [],
        coverage: this.#coverage(),
      })),
    processMap: (request) =>
      this.#answer("processMap", request, () => ({
        type: request.type,
        objects: 0,
        withFindings: 0,
        activities: [],
        follows: [],
        variants: [],
        variantsKnown: 0,
        coverage: this.#coverage(),
      })),
  };

  readonly ingest: AppPorts["ingest"] = {
    ingest: (request: IngestRequest) => this.#answer("ingest", request, () => this.answer),
    retryQuarantined: (request) => this.#answer("retry", request, () => this.answer),
    dismissQuarantined: (request) =>
      this.#answer("dismiss", request, () => {
        const { itemId, note } = request;
        this.items.set(itemId, quarantineItem(itemId, { status: "dismissed", note }));
      }),
    configureSource: (change) => this.#answer("configureSource", change, () => undefined),
    removeSource: (name) => this.#answer("removeSource", name, () => undefined),
  };

  readonly quarantine: AppPorts["quarantine"] = {
    list: (query) =>
      this.#answer("list", query, () => {
        const newestFirst = [...this.items.values()].reverse();
        const start = newestFirst.findIndex(({ itemId }) => itemId === query.before) + 1;
        return newestFirst.slice(start, start + query.limit);
      }),
    get: (itemId) => this.#answer("get", itemId, () => this.items.get(itemId) ?? null),
    content: (itemId) => this.#answer("content", itemId, () => Buffer.from([0, 0xff, 0x3c])),
  };

  readonly followedFiles = new Map<string, readonly FollowedFileAnswer[]>();

  readonly sources: AppPorts["sources"] = {
    list: () => this.#answer("sources", null, () => this.sourceList),
    followedFiles: (name) => this.followedFiles.get(name) ?? [],
  };

  configurationStatus: ConfigurationStatus = {
    file: "/etc/tracewell.config.json",
    loadedAt: new Date(NOW_MS).toISOString(),
    errors: [],
  };
  reloaded: ReloadAnswer = {
    file: "/etc/tracewell.config.json",
    loadedAt: new Date(NOW_MS).toISOString(),
    added: ["till"],
    changed: [],
    removed: [],
    unchanged: ["shop"],
    needsRestart: ["port"],
  };
  readonly configuration: AppPorts["configuration"] = {
    status: () => this.configurationStatus,
    reload: () => this.#answer("reload", null, () => this.reloaded),
  };

  readonly followers: AppPorts["followers"] = {
    pause: (name) => this.#answer("pause", name, () => this.#setFollower("paused")),
    resume: (name) => this.#answer("resume", name, () => this.#setFollower("running")),
  };

  status(): ReturnType<AppPorts["status"]> {
    return {
      heads: [{ ledger: "main", headSeq: this.headSeq }],
      quarantinedOpen: [...this.items.values()].filter(({ status }) => status === "open").length,
      followers: [{ ...this.follower, headSeq: this.headSeq }],
      ready: this.ready,
      ...(this.stopped !== undefined && { stopped: this.stopped }),
    };
  }

  onCommitted(listener: (head: LedgerHead) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #answer<Answer>(method: string, request: unknown, answer: () => Answer): Promise<Answer> {
    this.requests.push({ method, request });
    const failure = this.failures.get(method);
    if (failure !== undefined) throw failure;
    return answer();
  }

  #setFollower(status: FollowerStatus["status"]): void {
    this.follower = { ...this.follower, status };
  }

  #record(reference: string): EventAnswer {
    const seq = Number(reference.replace("main:", ""));
    const found = this.records[seq - 1];
    if (found === undefined || seq <= this.removedThrough)
      throw new TracewellError("not-found", `No record ${reference}.`);
    return found;
  }

  #list() {
    return { items: this.records.slice(0, 1), nextCursor: null, coverage: this.#coverage() };
  }

  #none() {
    return { items: [], nextCursor: null, coverage: this.#coverage() };
  }

  #empty() {
    return { items: [], nextCursor: null, coverage: this.#coverage() };
  }

  #coverage() {
    return { status: "complete" as const, reasons: [], quarantined: 0, ledgers: [] };
  }

  /** Knows two kinds of query: nothing, which matches all, and `type:NAME`. */
  #slice({ afterSeq, headSeq, queries, recordsMax }: TailRequest): TailSlice {
    for (const query of queries) {
      if (query === "" || query.startsWith("type:")) continue;
      const detail = { position: 2, length: 1 };
      throw new TracewellError("invalid-query", `Cannot read ${query}.`, { detail });
    }
    const items: TailSlice["items"][number][] = [];
    for (const event of this.records.slice(afterSeq, headSeq)) {
      const matching = queries.flatMap((query, place) =>
        query === "" || query === `type:${event.type}` ? [place] : [],
      );
      if (matching.length > 0) items.push({ event, queries: matching });
      if (items.length === recordsMax) return { items, throughSeq: event.seq };
    }
    return { items, throughSeq: headSeq };
  }
}

export function buildFixtureApp(
  options: Partial<AppOptions> = {},
  ports = new FixturePorts(),
): { app: FastifyInstance; ports: FixturePorts } {
  const app = buildApp(ports, {
    version: "0.0.0-test",
    host: "127.0.0.1",
    nowMs: () => NOW_MS,
    checkAnswers: true,
    ...options,
  });
  return { app, ports };
}

/** Every call fails: a test that reaches it has forgotten to set its own. */
function unasked<Desk extends object>(name: string): Desk {
  return new Proxy({} as Desk, {
    get: () => () => Promise.reject(new Error(`No ${name} were set for this test.`)),
  });
}
