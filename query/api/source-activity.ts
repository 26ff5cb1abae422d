import type {
  SourceActivity,
  SourceSettings,
  SourceStatus,
} from "#query/answers/source-answers.ts";
import type { ApiContext } from "./context.ts";
import { queryRequest } from "./query-request.ts";

/** Sources asked about at once: enough to keep the reader threads busy, few enough to leave room for others. */
const QUESTIONS_AT_ONCE = 8;

/** Adds to each source what the index knows of it, in the given order. */
export async function withActivity(
  context: ApiContext,
  sources: readonly SourceSettings[],
): Promise<SourceStatus[]> {
  const answers: SourceStatus[] = [];
  for (let start = 0; start < sources.length; start += QUESTIONS_AT_ONCE) {
    const some = sources.slice(start, start + QUESTIONS_AT_ONCE);
    const activities = await Promise.all(some.map(({ name }) => activityOf(context, name)));
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

/** Source names hold no characters that mean something to the query language. */
async function activityOf(context: ApiContext, name: string): Promise<SourceActivity> {
  const q = `source:${name}`;
  const { engine } = context.ports;
  const request = queryRequest(context);
  const [newest, counted] = await Promise.all([
    engine.events({ ...request, q, order: "newest", limit: 1 }),
    engine.facets({ ...request, q, fields: ["source"], limit: 1 }),
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
