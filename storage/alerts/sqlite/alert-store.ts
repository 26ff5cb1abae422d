import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import {
  ALERTS_MAX,
  SAVED_SEARCHES_MAX,
  type AlertPosition,
  type AlertRow,
  type AlertStore,
  type SavedSearch,
} from "../alert-store.ts";
import { DeliveryTable } from "./delivery-table.ts";
import { inTransaction, openAlertDatabase } from "./schema.ts";
import {
  alertDocumentSchema,
  positionSchema,
  sealDocument,
  searchDocumentSchema,
  unsealDocument,
} from "./stored-documents.ts";

type Row = Record<string, SQLOutputValue>;

/**
 * Saved searches, alerts and deliveries in one SQLite file of their own. One process holds it, in one thread.
 * Throws `invalid-config` for a file that cannot be used, later `key-unavailable` for what was kept under
 * another key.
 */
export function openAlertStore(options: {
  readonly file: string;
  /** From `readSealingKey`. */
  readonly key: Buffer;
}): AlertStore {
  return new SqliteAlertStore(openAlertDatabase(options.file), options.key);
}

class SqliteAlertStore implements AlertStore {
  readonly #database: DatabaseSync;
  readonly #key: Buffer;
  readonly #deliveries: DeliveryTable;
  #closed = false;

  constructor(database: DatabaseSync, key: Buffer) {
    this.#database = database;
    this.#key = key;
    this.#deliveries = new DeliveryTable(database);
  }

  searches(): SavedSearch[] {
    const rows = this.#database.prepare("SELECT id, sealed FROM searches").all();
    return rows.map((row) => this.#searchOf(row)).sort(byName);
  }

  search(id: string): SavedSearch | null {
    const row = this.#database.prepare("SELECT id, sealed FROM searches WHERE id = ?").get(id);
    return row === undefined ? null : this.#searchOf(row);
  }

  saveSearch(search: SavedSearch): void {
    const { id } = search;
    if (this.search(id) === null) this.#requireRoom("searches", SAVED_SEARCHES_MAX);
    this.#database
      .prepare("INSERT OR REPLACE INTO searches (id, sealed) VALUES (?, ?)")
      .run(id, sealDocument(this.#key, { kind: "search", id }, search));
  }

  removeSearch(id: string): void {
    const user = this.alerts().find(
      ({ subject }) => subject.kind === "search" && subject.searchId === id,
    );
    if (user !== undefined) {
      throw new TracewellError(
        "conflict",
        `The alert "${user.name}" (${user.id}) is about this saved search. Remove the alert first, or let it be about another.`,
      );
    }
    this.#database.prepare("DELETE FROM searches WHERE id = ?").run(id);
  }

  alerts(): AlertRow[] {
    const rows = this.#database.prepare("SELECT id, sealed, position FROM alerts").all();
    return rows.map((row) => this.#alertOf(row)).sort(byName);
  }

  alert(id: string): AlertRow | null {
    const row = this.#database
      .prepare("SELECT id, sealed, position FROM alerts WHERE id = ?")
      .get(id);
    return row === undefined ? null : this.#alertOf(row);
  }

  saveAlert(alert: AlertRow): void {
    const { position, ...document } = alert;
    const { id } = document;
    if (this.alert(id) === null) this.#requireRoom("alerts", ALERTS_MAX);
    this.#database
      .prepare("INSERT OR REPLACE INTO alerts (id, sealed, position) VALUES (?, ?, ?)")
      .run(id, sealDocument(this.#key, { kind: "alert", id }, document), JSON.stringify(position));
  }

  removeAlert(id: string): void {
    inTransaction(this.#database, () => {
      this.#deliveries.removeOf(id);
      this.#database.prepare("DELETE FROM alerts WHERE id = ?").run(id);
    });
  }

  movePosition(alertId: string, position: AlertPosition): void {
    this.#database
      .prepare("UPDATE alerts SET position = ? WHERE id = ?")
      .run(JSON.stringify(position), alertId);
  }

  readonly wasTold: AlertStore["wasTold"] = (alertId, finding) =>
    this.#deliveries.wasTold(alertId, finding);

  readonly addDelivery: AlertStore["addDelivery"] = (delivery, after) => {
    inTransaction(this.#database, () => {
      this.#deliveries.add(delivery, after?.told ?? []);
      if (after !== undefined) this.movePosition(delivery.alertId, after.position);
    });
  };

  readonly unfinishedDelivery: AlertStore["unfinishedDelivery"] = (alertId) =>
    this.#deliveries.unfinished(alertId);

  readonly delivery: AlertStore["delivery"] = (id) => this.#deliveries.get(id);

  readonly recordAttempt: AlertStore["recordAttempt"] = (id, result) =>
    this.#deliveries.change(id, result);

  readonly markRecorded: AlertStore["markRecorded"] = (id) =>
    this.#deliveries.change(id, { isRecorded: true });

  readonly deliveries: AlertStore["deliveries"] = (alertId, limit, before) =>
    this.#deliveries.list(alertId, limit, before);

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#database.close();
  }

  #searchOf({ id, sealed }: Row): SavedSearch {
    const place = { kind: "search", id: String(id) } as const;
    return searchDocumentSchema.parse(unsealDocument(this.#key, place, String(sealed)));
  }

  #alertOf({ id, sealed, position }: Row): AlertRow {
    const place = { kind: "alert", id: String(id) } as const;
    return {
      ...alertDocumentSchema.parse(unsealDocument(this.#key, place, String(sealed))),
      position: positionSchema.parse(JSON.parse(String(position))),
    };
  }

  #requireRoom(table: "searches" | "alerts", most: number): void {
    const row = this.#database.prepare(`SELECT count(*) AS count FROM ${table}`).get();
    if (Number(row?.["count"]) < most) return;
    const what = table === "searches" ? "saved searches" : "alerts";
    throw new TracewellError("overloaded", `There are ${most} ${what}, and no more are kept.`);
  }
}

function byName(
  left: { readonly name: string; readonly id: string },
  right: { readonly name: string; readonly id: string },
): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
