import { z } from "zod";
import { coverageSchema } from "./coverage.ts";
import { followerStatusSchema } from "./operation-answers.ts";

/** What lies in the data directory, by what it is for. */
const STORE_NAMES = [
  "ledger",
  "quarantine",
  "index",
  "lifecycles",
  "exports",
  "alerts",
  "keys",
  "checkpoints",
  "other",
] as const;

export const storedPartSchema = z.object({
  name: z.enum(STORE_NAMES),
  bytes: z
    .number()
    .int()
    .nonnegative()
    .nullable()
    .describe("Null where it lies outside of the data directory: an index in a cluster"),
  files: z.number().int().nonnegative(),
  isRebuildable: z.boolean().describe("A view of the ledger: it can be thrown away and made anew"),
});
export type StoredPart = z.infer<typeof storedPartSchema>;

export const storedSegmentSchema = z.object({
  firstSeq: z.number().int().positive(),
  lastSeq: z.number().int().nonnegative().describe("Smaller than firstSeq while it is empty"),
  bytes: z.number().int().nonnegative().describe("With what is derived of it"),
  state: z
    .enum(["open", "sealed", "compressed"])
    .describe(
      "`open` takes records; `sealed` never changes; `compressed` is sealed, as zstd frames",
    ),
});
export type StoredSegment = z.infer<typeof storedSegmentSchema>;

const ledgerEndSchema = z
  .object({ reference: z.string(), recordedAt: z.string() })
  .nullable()
  .describe("Null where there is none, or where it cannot be read");

export const storedLedgerSchema = z.object({
  ledger: z.string(),
  keptFromSeq: z.number().int().positive().describe("The first record that retention has left"),
  headSeq: z.number().int().nonnegative(),
  oldest: ledgerEndSchema,
  newest: ledgerEndSchema,
  segmentCount: z.number().int().nonnegative(),
  segments: z.array(storedSegmentSchema).describe("Newest first; the newest 100"),
});
export type StoredLedger = z.infer<typeof storedLedgerSchema>;

/** What the service holds on its disk, how far its views are, and whether it takes records. */
export const storageAnswerSchema = z.object({
  measuredAt: z.string(),
  dataDirectory: z.string(),
  disk: z.object({
    totalBytes: z.number().nonnegative(),
    freeBytes: z.number().nonnegative().describe("What this service may still write"),
  }),
  parts: z.array(storedPartSchema),
  ledgers: z.array(storedLedgerSchema),
  ready: z.boolean(),
  stopped: z.string().optional().describe("Why the ledger takes no more records"),
  followers: z.array(followerStatusSchema),
  quarantinedOpen: z.number().int().nonnegative(),
  coverage: coverageSchema,
});
export type StorageAnswer = z.infer<typeof storageAnswerSchema>;
