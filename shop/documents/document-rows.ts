import { z } from "zod";
import type { Reads, Transaction } from "../database/shop-database.ts";

/** A document of the web database. `name`: stem of its file name. */
export const documentRow = z.object({
  orderNumber: z.string(),
  name: z.string(),
  kind: z.enum(["orderInfo", "getKeyRequest"]),
  /** As it was meant; what the text says may differ. */
  lineItemId: z.string(),
  xml: z.string(),
  writtenMs: z.number(),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** All documents of an order: in the order of their line items, then of their names. */
export function documentsOf(reads: Reads, orderNumber: string): DocumentRow[] {
  return reads.all(
    documentRow,
    "SELECT * FROM documents WHERE orderNumber = ? ORDER BY lineItemId, name",
    orderNumber,
  );
}

export function findDocument(
  reads: Reads,
  orderNumber: string,
  lineItemId: string,
  name: string,
): DocumentRow | undefined {
  return reads.get(
    documentRow,
    "SELECT * FROM documents WHERE orderNumber = ? AND lineItemId = ? AND name = ?",
    orderNumber,
    lineItemId,
    name,
  );
}

/** Writes the document anew where it is there already. */
export function saveDocument(tx: Transaction, document: DocumentRow): void {
  tx.run(
    `INSERT INTO documents (orderNumber, name, kind, lineItemId, xml, writtenMs)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET xml = excluded.xml, writtenMs = excluded.writtenMs`,
    document.orderNumber,
    document.name,
    document.kind,
    document.lineItemId,
    document.xml,
    document.writtenMs,
  );
}
