import { TracewellError } from "#domain/errors.ts";
import type { Connection } from "./connection.ts";
import type { Partition } from "./partition-names.ts";
import { statusOf, unavailable } from "./translate-error.ts";

const STATUS_CONFLICT = 409;

/** How far the records of a partition are whole. */
export interface WatermarkDocument {
  readonly ledger: string;
  readonly watermark: { readonly throughSeq: number; readonly checksum?: string };
}

/** Which version of the document was read or written last: nobody else may have written since. */
export interface WatermarkVersion {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** Records have IDs of digits behind the colon. */
export function watermarkId(ledger: string): string {
  return `${ledger}:watermark`;
}

/**
 * Moves a partition's watermark, which must lie behind records already written and visible. A repeat is
 * harmless. Throws `index-unavailable` when another writer has moved it meanwhile.
 */
export async function writeWatermark(
  connection: Connection,
  partition: Partition,
  document: WatermarkDocument,
  version: WatermarkVersion | null,
): Promise<WatermarkVersion> {
  const { index } = partition;
  const id = watermarkId(partition.ledger);
  const condition =
    version === null
      ? { op_type: "create" as const }
      : { if_seq_no: version.seqNo, if_primary_term: version.primaryTerm };
  return await connection.request(async (client) => {
    try {
      const written = await client.index({ index, id, document, refresh: true, ...condition });
      return versionOf(partition, written);
    } catch (error) {
      if (statusOf(error) !== STATUS_CONFLICT) throw error;
      // The answer of an earlier try may have been lost.
      const found = await client.get<WatermarkDocument>({ index, id });
      if (isSame(found._source, document)) return versionOf(partition, found);
      throw unavailable(
        `Another writer moved the watermark of ledger ${partition.ledger}; one writer at a time.`,
        { ledger: partition.ledger },
      );
    }
  });
}

/** Takes the version out of an answer. */
export function versionOf(
  partition: Partition,
  answer: { readonly _seq_no?: number; readonly _primary_term?: number },
): WatermarkVersion {
  const { _seq_no: seqNo, _primary_term: primaryTerm } = answer;
  if (seqNo === undefined || primaryTerm === undefined) {
    throw new TracewellError("internal", `An answer about ${partition.index} has no version.`);
  }
  return { seqNo, primaryTerm };
}

function isSame(found: WatermarkDocument | undefined, wanted: WatermarkDocument): boolean {
  return (
    found?.watermark.throughSeq === wanted.watermark.throughSeq &&
    found.watermark.checksum === wanted.watermark.checksum
  );
}
