import type {
  SourceActivity,
  SourceSettings,
  SourceStatus,
} from "#query/answers/source-answers.ts";
import type { ApiContext } from "./context.ts";
import { queryRequest } from "./query-request.ts";

/** Sources asked about at once: enough to keep the reader threads busy, few enough to leave room for others. */
const QUESTIONS_AT_ONCE = 8;

/** Sources whose records are counted by one question; of those beyond, each is asked about by itself. */
const COUNTED_AT_ONCE = 1000;

/** Adds to each source what the index knows of it, in the given order. */
export async function withActivity(
  context: ApiContext,
  sources: readonly SourceSettings[],
): Promise<SourceStatus[]> {
  const answers: SourceStatus[] = [];
  if (sources.length === 0) return answers;
  const counts = await countRecords(context);
  for (let start = 0; start < sources.length; start += QUESTIONS_AT_ONCE) {
    const some = sources.slice(start, start + QUESTIONS_AT_ONCE);
    const activities = await Promise.all(some.map(({ name }) => activityOf(context, name, counts)));
    some.forEach((source, at) => {
      const activity = activities[at];
      if (activity === undefined) return;
      const following = source.files === undefined ? {} : followingOf(context, source.name);
      answers.push({ ...source, ...activity, ...following });
    });
  }
  return answers;
}

function followingOf(context: ApiContext, name: string): Pick<SourceStatus, "following"> {
  const files = context.ports.sources.followedFiles(name);
  return {
    following: {
      files: files.length,
      failed: files.filter(({ state }) => state === "failed").length,
      unreadBytes: files.reduce((sum, { size, offset }) => sum + Math.max(0, size - offset), 0),
      lagMs: files.reduce((most, { lagMs }) => Math.max(most, lagMs), 0),
    },
  };
}

/** How many records each source sent: the index keeps these counts, where a query would go through all records. */
async function countRecords(context: ApiContext): Promise<(name: string) => number | undefined> {
  const { items } = await context.ports.engine.facets({
    ...queryRequest(context),
    q: "",
    fields: ["source"],
    limit: COUNTED_AT_ONCE,
  });
  const values = items[0]?.values ?? [];
  // The index folds case, in queries as well.
  const counts = new Map(values.map(({ value, count }) => [value.toLowerCase(), count]));
  const areAll = values.length < COUNTED_AT_ONCE;
  return (name) => counts.get(name.toLowerCase()) ?? (areAll ? 0 : undefined);
}

/** Source names hold no characters that mean something to the query language. */
async function activityOf(
  context: ApiContext,
  name: string,
  countOf: (name: string) => number | undefined,
): Promise<SourceActivity> {
  const q = `source:${name}`;
  const { engine } = context.ports;
  const request = queryRequest(context);
  const known = countOf(name);
  const [newest, counted] = await Promise.all([
    engine.events({ ...request, q, order: "newest", limit: 1 }),
    known === undefined
      ? engine.facets({ ...request, q, fields: ["source"], limit: 1 })
      : { total: known },
  ]);
  const [event] = newest.items;
  return {
    records: counted.total,
    lastRecord:
      event === undefined
        ? null
        : { reference: event.reference, time: event.time, recordedAt: event.recordedAt },
  };
}
