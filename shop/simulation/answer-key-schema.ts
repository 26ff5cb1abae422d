import { z } from "zod";
import {
  giftCardTruth,
  licenseTruth,
  numberTruth,
  orderTruth,
  paymentTruth,
  replayTruth,
} from "./answer-key-objects.ts";
import { FAULTS, type FaultName, isFaultName } from "../faults/fault-catalog.ts";

/** Raised when a field changes its meaning or goes. */
export const ANSWER_KEY_VERSION = 1;

/** `YYYY-MM-DDTHH:mm:ss.SSSZ` */
const time = z.iso.datetime({ precision: 3 });
const faultName = z.custom<FaultName>(
  (value) => typeof value === "string" && isFaultName(value),
  `must be one of ${Object.keys(FAULTS).join(", ")}`,
);
const objectReference = z.object({ type: z.string(), id: z.string(), role: z.string().optional() });

/** The first line: how the run was called and what time it covers. */
export const runTruth = z.strictObject({
  record: z.literal("run"),
  version: z.literal(ANSWER_KEY_VERSION),
  seed: z.int(),
  customers: z.int(),
  days: z.int(),
  from: time,
  /** Until here everything is told; what was under way then had not ended. */
  to: time,
  stopped: z.boolean(),
  rates: z.record(z.string(), z.number()),
});

export const faultTruth = z.strictObject({
  record: z.literal("fault"),
  fault: faultName,
  at: time,
  on: z.array(objectReference),
  /** Findings that a complete log must lead to. Empty where the shop copes, or only evidence is hurt. */
  findings: z.array(z.strictObject({ rule: z.string(), on: objectReference })),
});

/** What leads to findings without anything having been made to fail. */
export const INCIDENTS = [
  "account-missing",
  "handler-missing",
  "renewal-of-blocked",
  "renewal-of-unknown",
  "number-late",
] as const;

export const incidentTruth = z.strictObject({
  record: z.literal("incident"),
  incident: z.enum(INCIDENTS),
  /** Of the order that it is about. */
  at: time,
  on: z.array(objectReference),
  findings: z.array(z.strictObject({ rule: z.string(), on: objectReference })),
});

/** What is found on an object beside what a fault or an incident is named for, because of them. */
export const consequenceTruth = z.strictObject({
  record: z.literal("consequence"),
  on: z.array(objectReference),
  findings: z.array(z.strictObject({ rule: z.string(), on: objectReference })),
});

export const evidenceTruth = z.discriminatedUnion("what", [
  z.strictObject({
    record: z.literal("evidence"),
    what: z.enum(["dropped", "delayed", "duplicated", "reordered"]),
    eventId: z.string(),
    eventType: z.string(),
    at: time,
    /** When a delayed one reached the log. */
    writtenAt: time.nullable(),
    on: z.array(objectReference),
  }),
  z.strictObject({
    record: z.literal("evidence"),
    what: z.literal("outage"),
    from: time,
    to: time,
    stores: z.array(z.string()),
    /** IDs of the events that were lost in it. */
    eventIds: z.array(z.string()),
    /** What those were about, each once. */
    on: z.array(objectReference),
  }),
]);

/** One line of `answer-key.ndjson`. */
export const answerKeyRecord = z.union([
  z.discriminatedUnion("record", [
    runTruth,
    orderTruth,
    numberTruth,
    paymentTruth,
    giftCardTruth,
    licenseTruth,
    replayTruth,
    faultTruth,
    incidentTruth,
    consequenceTruth,
  ]),
  evidenceTruth,
]);
export type AnswerKeyRecord = z.infer<typeof answerKeyRecord>;
export type FaultTruth = z.infer<typeof faultTruth>;
export type IncidentTruth = z.infer<typeof incidentTruth>;
export type ConsequenceTruth = z.infer<typeof consequenceTruth>;
export type EvidenceTruth = z.infer<typeof evidenceTruth>;
