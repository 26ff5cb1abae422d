import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { z } from "zod";
import {
  type ExportSpool,
  FIELD_KINDS,
  type FieldKind,
  type SpooledField,
  type SpooledObject,
  type SpooledPlace,
  type SpooledRelation,
  type SpooledValue,
  type SpoolCounts,
} from "../export-spool.ts";

/** Pages of a spool held in memory, in KiB: an export must not grow with what it gathers. */
const CACHE_KIBIBYTES_MAX = 16_384;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS listed (
    ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, document TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS places (
    timeMs INTEGER NOT NULL, ledger TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (timeMs, ledger, seq)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS objects (
    type TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (type, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS aliases (
    type TEXT NOT NULL, alias TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (type, alias)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS fields (
    owner TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (owner, type, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS attributes (
    type TEXT NOT NULL, id TEXT NOT NULL, time TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (type, id, time, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS relations (
    type TEXT NOT NULL, id TEXT NOT NULL, toType TEXT NOT NULL, toId TEXT NOT NULL,
    qualifier TEXT NOT NULL, PRIMARY KEY (type, id, toType, toId, qualifier)
  ) WITHOUT ROWID;`;

const UNALIASED = `NOT EXISTS (
  SELECT 1 FROM aliases a WHERE a.type = o.type AND a.alias = o.id AND a.id <> o.id)`;

const STATEMENTS = {
  addListed: "INSERT OR IGNORE INTO listed (key, document) VALUES (?, ?)",
  listed: "SELECT ordinal, document FROM listed WHERE ordinal > ? ORDER BY ordinal LIMIT ?",
  addPlace: "INSERT OR IGNORE INTO places VALUES (?, ?, ?)",
  places: `SELECT timeMs, ledger, seq FROM places WHERE (timeMs, ledger, seq) > (?, ?, ?)
    ORDER BY timeMs, ledger, seq LIMIT ?`,
  addObject: "INSERT OR IGNORE INTO objects VALUES (?, ?)",
  addAlias: "INSERT OR IGNORE INTO aliases VALUES (?, ?, ?)",
  aliasTypes: "SELECT DISTINCT type FROM aliases",
  idOf: "SELECT id FROM aliases WHERE type = ? AND alias = ?",
  objects: `SELECT type, id FROM objects o WHERE (type, id) > (?, ?) AND ${UNALIASED}
    ORDER BY type, id LIMIT ?`,
  allObjects: "SELECT type, id FROM objects WHERE (type, id) > (?, ?) ORDER BY type, id LIMIT ?",
  addField: `INSERT INTO fields VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET kind = CASE
      WHEN kind = excluded.kind THEN kind
      WHEN kind IN ('integer', 'float') AND excluded.kind IN ('integer', 'float') THEN 'float'
      ELSE 'string' END
    WHERE kind <> excluded.kind`,
  fields: "SELECT owner, type, name, kind FROM fields WHERE owner = ? ORDER BY type, name",
  addValue: "INSERT OR REPLACE INTO attributes VALUES (?, ?, ?, ?, ?)",
  values: `SELECT time, name, value FROM attributes WHERE type = ? AND id = ? ORDER BY time, name`,
  addRelation: "INSERT OR IGNORE INTO relations VALUES (?, ?, ?, ?, ?)",
  relations: `SELECT DISTINCT r.toType AS type, COALESCE(a.id, r.toId) AS id, r.qualifier
    FROM relations r LEFT JOIN aliases a ON a.type = r.toType AND a.alias = r.toId
    JOIN objects o ON o.type = r.toType AND o.id = COALESCE(a.id, r.toId)
    WHERE r.type = ? AND r.id = ? AND NOT (o.type = r.type AND o.id = r.id) ORDER BY 1, 2, 3`,
  changes: "SELECT total_changes() AS changes",
  counts: `SELECT (SELECT COUNT(*) FROM listed) AS listed, (SELECT COUNT(*) FROM places) AS places,
    (SELECT COUNT(*) FROM objects o WHERE ${UNALIASED}) AS objects`,
} as const;

const listedRow = z.object({ ordinal: z.number(), document: z.string() });
const placeRow = z.object({ timeMs: z.number(), ledger: z.string(), seq: z.number() });
const typeRow = z.object({ type: z.string() });
const objectRow = z.object({ type: z.string(), id: z.string() });
const fieldRow = z.object({
  owner: z.enum(["event", "object"]),
  type: z.string(),
  name: z.string(),
  kind: z.enum(FIELD_KINDS),
});
const valueRow = z.object({ time: z.string(), name: z.string(), value: z.string() });
const relationRow = objectRow.extend({ qualifier: z.string() });
const countsRow = z.object({ listed: z.number(), places: z.number(), objects: z.number() });

/** Before every place, object and ID there can be. */
const FIRST_PLACE: SpooledPlace = { timeMs: Number.MIN_SAFE_INTEGER, ledger: "", seq: 0 };
const FIRST_OBJECT: SpooledObject = { type: "", id: "" };

/** Opens or makes a spool in one SQLite file. What was added is durable after `sync`. */
export function openSqliteExportSpool(path: string): ExportSpool {
  return new SqliteExportSpool(new DatabaseSync(path));
}

class SqliteExportSpool implements ExportSpool {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<keyof typeof STATEMENTS, StatementSync>();
  /** What this process has noted already: most events have the same fields. */
  readonly #noted = new Map<string, FieldKind>();
  #syncedChanges = 0;
  /** Types of objects that have aliases; null before the first question. */
  #aliasTypes: Set<string> | null = null;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${CACHE_KIBIBYTES_MAX}`,
    );
    database.exec(SCHEMA);
  }

  transaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      // A disk that is full has rolled it back already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      this.#noted.clear();
      throw error;
    }
  }

  addListed(entries: readonly { readonly key: string; readonly document: unknown }[]): void {
    for (const { key, document } of entries) this.#run("addListed", key, JSON.stringify(document));
  }

  clearListed(): void {
    this.#database.exec("DELETE FROM listed");
  }

  listed(after: number, limit: number): { ordinal: number; document: unknown }[] {
    return this.#all("listed", listedRow, after, limit).map(({ ordinal, document }) => {
      return { ordinal, document: JSON.parse(document) as unknown };
    });
  }

  addPlaces(places: readonly SpooledPlace[]): void {
    for (const { timeMs, ledger, seq } of places) this.#run("addPlace", timeMs, ledger, seq);
  }

  places(after: SpooledPlace | null, limit: number): SpooledPlace[] {
    const { timeMs, ledger, seq } = after ?? FIRST_PLACE;
    return this.#all("places", placeRow, timeMs, ledger, seq, limit);
  }

  addObjects(objects: readonly SpooledObject[]): void {
    for (const { type, id } of objects) this.#run("addObject", type, id);
  }

  addAlias(type: string, alias: string, id: string): void {
    if (alias === id) return;
    this.#run("addAlias", type, alias, id);
    this.#aliasTypes?.add(type);
  }

  idOf({ type, id }: SpooledObject): string {
    // Asked for each object of each event: few types have aliases at all.
    this.#aliasTypes ??= new Set(this.#all("aliasTypes", typeRow).map((row) => row.type));
    if (!this.#aliasTypes.has(type)) return id;
    const row = this.#statement("idOf").get(type, id);
    return typeof row?.id === "string" ? row.id : id;
  }

  objects(
    after: SpooledObject | null,
    limit: number,
    { aliases }: { readonly aliases: boolean } = { aliases: false },
  ): SpooledObject[] {
    const { type, id } = after ?? FIRST_OBJECT;
    return this.#all(aliases ? "allObjects" : "objects", objectRow, type, id, limit);
  }

  noteFields(fields: readonly SpooledField[]): void {
    for (const { owner, type, name, kind } of fields) {
      const key = `${owner} ${type} ${name}`;
      if (this.#noted.get(key) === kind) continue;
      this.#noted.set(key, kind);
      this.#run("addField", owner, type, name, kind);
    }
  }

  fields(owner: SpooledField["owner"]): SpooledField[] {
    return this.#all("fields", fieldRow, owner);
  }

  addValues({ type, id }: SpooledObject, values: readonly SpooledValue[]): void {
    for (const { name, time, value } of values) this.#run("addValue", type, id, time, name, value);
  }

  values({ type, id }: SpooledObject): SpooledValue[] {
    return this.#all("values", valueRow, type, id);
  }

  addRelations({ type, id }: SpooledObject, relations: readonly SpooledRelation[]): void {
    for (const { to, qualifier } of relations) {
      this.#run("addRelation", type, id, to.type, to.id, qualifier);
    }
  }

  relations({ type, id }: SpooledObject): SpooledRelation[] {
    return this.#all("relations", relationRow, type, id).map(({ qualifier, ...to }) => {
      return { to, qualifier };
    });
  }

  counts(): SpoolCounts {
    const [counts] = this.#all("counts", countsRow);
    return counts ?? { listed: 0, places: 0, objects: 0 };
  }

  sync(): void {
    const [row] = this.#all("changes", z.object({ changes: z.number() }));
    const changes = row?.changes ?? 0;
    if (changes === this.#syncedChanges) return;
    // Without a sync at each commit, a checkpoint is what syncs the log and the file.
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#syncedChanges = changes;
  }

  close(): void {
    this.#database.close();
  }

  #statement(name: keyof typeof STATEMENTS): StatementSync {
    let statement = this.#statements.get(name);
    if (statement === undefined) {
      statement = this.#database.prepare(STATEMENTS[name]);
      this.#statements.set(name, statement);
    }
    return statement;
  }

  #run(name: keyof typeof STATEMENTS, ...values: SQLInputValue[]): void {
    this.#statement(name).run(...values);
  }

  #all<Row>(
    name: keyof typeof STATEMENTS,
    schema: z.ZodType<Row>,
    ...values: SQLInputValue[]
  ): Row[] {
    return this.#statement(name)
      .all(...values)
      .map((row) => schema.parse(row));
  }
}
