import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { invariant } from "#domain/errors.ts";
import {
  DELIVERIES_KEPT_MAX,
  TOLD_FINDINGS_KEPT_MAX,
  type DeliveryRow,
  type ToldFinding,
} from "../alert-store.ts";
import { deliveryDocumentSchema } from "./stored-documents.ts";

/** What was sent or is to be sent, and the findings that were told. */
export class DeliveryTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** To be called in a transaction. */
  add(delivery: DeliveryRow, told: readonly ToldFinding[]): void {
    const { id, alertId, isRecorded } = delivery;
    this.#database
      .prepare("INSERT INTO deliveries (id, alert, is_recorded, document) VALUES (?, ?, ?, ?)")
      .run(id, alertId, Number(isRecorded), documentOf(delivery));
    const tell = this.#database.prepare(
      "INSERT OR IGNORE INTO told (alert, type, object, rule, since_ms) VALUES (?, ?, ?, ?, ?)",
    );
    for (const { on, rule, sinceMs } of told) tell.run(alertId, on.type, on.id, rule, sinceMs);
    this.#database
      .prepare("DELETE FROM told WHERE ordinal <= (SELECT max(ordinal) FROM told) - ?")
      .run(TOLD_FINDINGS_KEPT_MAX);
    this.#database
      .prepare(
        `DELETE FROM deliveries WHERE alert = ? AND is_recorded = 1 AND ordinal <= (
           SELECT ordinal FROM deliveries WHERE alert = ? ORDER BY ordinal DESC LIMIT 1 OFFSET ?)`,
      )
      .run(alertId, alertId, DELIVERIES_KEPT_MAX);
  }

  wasTold(alertId: string, { on, rule, sinceMs }: ToldFinding): boolean {
    const row = this.#database
      .prepare(
        "SELECT 1 FROM told WHERE alert = ? AND type = ? AND object = ? AND rule = ? AND since_ms = ?",
      )
      .get(alertId, on.type, on.id, rule, sinceMs);
    return row !== undefined;
  }

  unfinished(alertId: string): DeliveryRow | null {
    const row = this.#database
      .prepare(
        `SELECT document FROM deliveries WHERE alert = ? AND is_recorded = 0
           ORDER BY json_extract(document, '$.endedMs') IS NULL, ordinal LIMIT 1`,
      )
      .get(alertId);
    return row === undefined ? null : deliveryOf(row);
  }

  get(id: string): DeliveryRow | null {
    const row = this.#database.prepare("SELECT document FROM deliveries WHERE id = ?").get(id);
    return row === undefined ? null : deliveryOf(row);
  }

  /** Newest first. */
  list(alertId: string, limit: number, before: string | undefined): DeliveryRow[] {
    const earlier =
      before === undefined
        ? ""
        : "AND ordinal < (SELECT ordinal FROM deliveries WHERE id = ? AND alert = ?)";
    const rows = this.#database
      .prepare(
        `SELECT document FROM deliveries WHERE alert = ? ${earlier} ORDER BY ordinal DESC LIMIT ?`,
      )
      .all(alertId, ...(before === undefined ? [] : [before, alertId]), limit);
    return rows.map(deliveryOf);
  }

  /** Does nothing where the delivery left with its alert. */
  change(id: string, changes: Partial<DeliveryRow>): void {
    const known = this.get(id);
    if (known === null) return;
    const delivery = { ...known, ...changes };
    invariant(delivery.status !== "pending" || !delivery.isRecorded, "only ends are recorded");
    this.#database
      .prepare("UPDATE deliveries SET is_recorded = ?, document = ? WHERE id = ?")
      .run(Number(delivery.isRecorded), documentOf(delivery), id);
  }

  /** To be called in a transaction. */
  removeOf(alertId: string): void {
    for (const table of ["deliveries", "told"]) {
      this.#database.prepare(`DELETE FROM ${table} WHERE alert = ?`).run(alertId);
    }
  }
}

/** What has ended is not sent again: its body would only fill the disk. */
function documentOf(delivery: DeliveryRow): string {
  return JSON.stringify(delivery.endedMs === null ? delivery : { ...delivery, payload: "" });
}

function deliveryOf(row: Record<string, SQLOutputValue>): DeliveryRow {
  return deliveryDocumentSchema.parse(JSON.parse(String(row["document"])));
}
