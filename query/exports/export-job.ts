import { z } from "zod";
import {
  type ExportAnswer,
  exportAnswerSchema,
  exportManifestSchema,
  type ExportFormat,
  type Exported,
  type ExportRequest,
} from "../answers/export-answers.ts";
import { exportPlaceSchema } from "./export-work.ts";

const count = z.number().int().nonnegative();

/** Of the document in the store; raised when what is written can no longer be read. */
const JOB_VERSION = 1;

/** What is kept of an export between two pieces of its work. */
export const exportJobSchema = z.object({
  version: z.literal(JOB_VERSION),
  answer: exportAnswerSchema,
  facts: z.object({
    heads: z.array(
      z.object({ ledger: z.string(), headSeq: count, keptFromSeq: count.exactOptional() }),
    ),
    quarantined: count,
    reasons: z.array(z.string()),
  }),
  nowMs: z.number(),
  positions: z.record(z.string(), count),
  /** Null before the first piece. */
  place: exportPlaceSchema.nullable(),
  /** Of the file that belong to the place. */
  bytes: count,
  /** How often it was begun since it last got on: one that ends its thread each time is given up. */
  attempts: count,
  /** Once it has finished. */
  manifest: exportManifestSchema.nullable(),
});
export type ExportJob = Readonly<z.infer<typeof exportJobSchema>>;

const FILES: Readonly<Record<ExportFormat, { readonly suffix: string; readonly type: string }>> = {
  ndjson: { suffix: "ndjson", type: "application/x-ndjson" },
  csv: { suffix: "csv", type: "text/csv; charset=utf-8; header=present" },
  html: { suffix: "html", type: "text/html; charset=utf-8" },
  ocel2: { suffix: "ocel.json", type: "application/json" },
};

/** Characters of an object's ID in a file name. */
const NAME_CHARACTERS_MAX = 64;

function subjectOf(what: Exported): string {
  if (what.kind !== "object") return what.kind;
  const id = what.id.replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(0, NAME_CHARACTERS_MAX);
  return `${what.type}-${id}`;
}

/** `20260131T090500Z` */
function compactTime(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

/** A new job, before anything is done. */
export function newExportJob(parts: {
  readonly id: string;
  readonly request: ExportRequest;
  readonly facts: ExportJob["facts"];
  readonly nowMs: number;
  readonly positions: ExportJob["positions"];
  readonly by: string;
}): ExportJob {
  const { id, request, facts, nowMs, positions, by } = parts;
  const { suffix, type } = FILES[request.format];
  const answer: ExportAnswer = {
    id,
    ...request,
    status: "waiting",
    reason: null,
    progress: { step: "waiting", done: 0, expected: null, bytes: 0 },
    requestedBy: by,
    requestedAt: new Date(nowMs).toISOString(),
    startedAt: null,
    endedAt: null,
    expiresAt: null,
    file: {
      name: `tracewell-${subjectOf(request.what)}-${compactTime(nowMs)}.${suffix}`,
      mediaType: type,
    },
  };
  return {
    version: JOB_VERSION,
    answer,
    facts,
    nowMs,
    positions,
    place: null,
    bytes: 0,
    attempts: 0,
    manifest: null,
  };
}
