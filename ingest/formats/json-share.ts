import { JsonRecordReader } from "#ingest/formats/json-records.ts";

/** Enough records to tell; a longer sample is not read to its end. */
const SAMPLE_BYTES_MAX = 64 * 1024;

/** Below certainty: the end of the record was not seen. */
const GUESSED_SHARE = 0.7;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Share, 0 to 1, of the JSON records in a sample that `accepts` takes. The last one may be cut and is not
 * judged; of a first one that is longer than the sample, `beginning` looks at the text.
 */
export function shareOfRecords(
  sample: Uint8Array,
  accepts: (value: Fields) => boolean,
  beginning: (text: string) => boolean,
): number {
  const reader = new JsonRecordReader();
  const records = reader.push(sample.subarray(0, SAMPLE_BYTES_MAX));
  records.push(...reader.flush({ final: false }));
  if (records.length === 0) {
    const text = Buffer.from(sample.subarray(0, SAMPLE_BYTES_MAX)).toString("utf8");
    return beginning(text) ? GUESSED_SHARE : 0;
  }
  return (
    records.filter((record) => record.kind === "object" && accepts(record.value)).length /
    records.length
  );
}
