import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import { isOwnEvent } from "#ingest/formats/own-event.ts";

/** Shares of the records in a sample, 0 to 1. */
export interface JsonSample {
  /** JSON objects among all records. */
  readonly objects: number;
  /** Events of ours among all records. */
  readonly ownEvents: number;
}

/** Enough records to tell; a longer sample is not read to its end. */
const SAMPLE_BYTES_MAX = 64 * 1024;

/** Below certainty: the end of the record was not seen. */
const GUESSED_SHARE = 0.7;

/** What a sample holds if it is JSON. Its last record may be cut and is not judged. */
export function sampleJson(sample: Uint8Array): JsonSample {
  const reader = new JsonRecordReader();
  const records = reader.push(sample.subarray(0, SAMPLE_BYTES_MAX));
  records.push(...reader.flush({ final: false }));
  if (records.length === 0) return guessBeginning(sample);
  const objects = records.filter((record) => record.kind === "object");
  const own = objects.filter((record) => isOwnEvent(record.value));
  const share = (count: number): number => count / records.length;
  return { objects: share(objects.length), ownEvents: share(own.length) };
}

/** A first record longer than the sample, or none: told by how it begins. */
function guessBeginning(sample: Uint8Array): JsonSample {
  const text = Buffer.from(sample.subarray(0, SAMPLE_BYTES_MAX)).toString("latin1");
  if (!/^(?:ï»¿)?\s*(?:\[\s*)?\{\s*"/.test(text)) return { objects: 0, ownEvents: 0 };
  const own = /"type"\s*:\s*"[a-z][A-Za-z0-9]*\./.test(text) && /"time"\s*:\s*"/.test(text);
  return { objects: GUESSED_SHARE, ownEvents: own ? GUESSED_SHARE : 0 };
}
