import { z } from "zod";

/** The scheduler's own database. Times are milliseconds since 1970 UTC. */
export const SCHEDULER_SCHEMA = `
  CREATE TABLE IF NOT EXISTS tasks (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    url TEXT NOT NULL,
    app TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    data TEXT NOT NULL,
    /** As it was asked for: YYYY-MM-DDTHH:mm on the clock's wall. */
    time TEXT NOT NULL,
    recurrence TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'paused', 'done')),
    /** Null while paused, and when it does not come again. */
    nextDueMs INTEGER,
    /** Of the run under way; after a crash its end is not known. */
    runningDueMs INTEGER,
    lastDueMs INTEGER,
    lastEndedMs INTEGER,
    lastOutcome TEXT CHECK (lastOutcome IN ('success', 'failure', 'unknown', 'missed')),
    lastReason TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tasksDue ON tasks (nextDueMs, position) WHERE state = 'waiting';
`;

export const taskRow = z.object({
  id: z.string(),
  host: z.string(),
  url: z.string(),
  app: z.string(),
  name: z.string(),
  source: z.string(),
  data: z.string(),
  time: z.string(),
  recurrence: z.string(),
  state: z.enum(["waiting", "paused", "done"]),
  nextDueMs: z.number().nullable(),
  runningDueMs: z.number().nullable(),
  lastDueMs: z.number().nullable(),
  lastEndedMs: z.number().nullable(),
  lastOutcome: z.enum(["success", "failure", "unknown", "missed"]).nullable(),
  lastReason: z.string().nullable(),
});
export type TaskRow = z.infer<typeof taskRow>;

/** For `SELECT`, in the schema's words. */
export const TASK_COLUMNS = Object.keys(taskRow.shape).join(", ");
