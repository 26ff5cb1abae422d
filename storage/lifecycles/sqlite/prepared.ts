import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Statements kept of one connection: every shape of a question that is asked often. */
const STATEMENTS_MAX = 256;

const byDatabase = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** The statement of a connection, prepared once: preparing costs more than most answers. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
  const statements = byDatabase.get(database) ?? new Map<string, StatementSync>();
  byDatabase.set(database, statements);
  const known = statements.get(sql);
  if (known !== undefined) return known;
  if (statements.size >= STATEMENTS_MAX) statements.clear();
  const statement = database.prepare(sql);
  statements.set(sql, statement);
  return statement;
}
