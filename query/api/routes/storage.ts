import { TracewellError } from "#domain/errors.ts";
import { storageAnswerSchema, type StorageAnswer } from "#query/answers/storage-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { completeCoverage } from "../coverage-facts.ts";
import type { LedgerHead } from "../ports.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { noParameters } from "./parameters.ts";

type LedgerEnd = StorageAnswer["ledgers"][number]["oldest"];

/** What the service holds on its disk: for who runs it, so it names the directory. */
export function addStorageRoute(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/storage",
    {
      schema: {
        operationId: "getStorage",
        tags: ["Operations"],
        summary: "Ledger, views and disk: sizes, segments, positions",
        querystring: noParameters,
        response: {
          200: storageAnswerSchema,
          ...problemResponses("invalid-parameter", "unauthorized", "too-many-requests", "closed"),
        },
      },
    },
    async () => {
      const measure = await context.ports.storage.measure();
      const status = context.ports.status();
      const ledgers = await Promise.all(
        status.heads.map(async (head) => ({
          ...(await endsOf(context, head)),
          ...(measure.segments[head.ledger] ?? { segmentCount: 0, segments: [] }),
        })),
      );
      return {
        measuredAt: new Date(context.nowMs()).toISOString(),
        dataDirectory: measure.dataDirectory,
        disk: measure.disk,
        parts: [...measure.parts],
        ledgers,
        ready: status.ready,
        ...(status.stopped !== undefined && { stopped: status.stopped }),
        followers: [...status.followers],
        quarantinedOpen: status.quarantinedOpen,
        coverage: completeCoverage(status),
      };
    },
  );
}

async function endsOf(context: ApiContext, { ledger, headSeq, keptFromSeq = 1 }: LedgerHead) {
  if (headSeq < keptFromSeq) return { ledger, keptFromSeq, headSeq, oldest: null, newest: null };
  const [oldest, newest] = await Promise.all(
    [keptFromSeq, headSeq].map((seq) => endAt(context, `${ledger}:${seq}`)),
  );
  return { ledger, keptFromSeq, headSeq, oldest: oldest ?? null, newest: newest ?? null };
}

/** What else the answer says holds even where a record cannot be read. */
async function endAt(context: ApiContext, reference: string): Promise<LedgerEnd> {
  try {
    const event = await context.ports.engine.event({ ...queryRequest(context), reference });
    return { reference, recordedAt: event.recordedAt };
  } catch (error) {
    if (error instanceof TracewellError) return null;
    throw error;
  }
}
