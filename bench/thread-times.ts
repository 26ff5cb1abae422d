import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Ticks of the kernel's CPU accounting in a second; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of each kind of thread of a process; empty where the system does not tell. */
export type ThreadTimes = ReadonlyMap<string, number>;

/** What Node calls its own threads; those of V8 and libuv share a name. */
const OTHERS = "V8 and libuv";

/** Reads `/proc/<pid>/task`; Node names its workers since 24, and the first task is the main thread. */
export function readThreadTimes(pid: number): ThreadTimes {
  const directory = `/proc/${pid}/task`;
  const times = new Map<string, number>();
  for (const task of readTasks(directory)) {
    const [, name = "", fields = ""] =
      /^\d+ \((.*)\) (.*)$/s.exec(readText(join(directory, task, "stat"))) ?? [];
    const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
    const kind = task === String(pid) ? "main" : nameOf(name);
    times.set(kind, (times.get(kind) ?? 0) + (user + system) / TICKS_PER_SECOND);
  }
  return times;
}

/** Microseconds of each thread for each of `events`, busiest first. */
export function microsecondsPerEvent(
  before: ThreadTimes,
  after: ThreadTimes,
  events: number,
): Record<string, number> {
  return Object.fromEntries(
    [...after]
      .map(([name, seconds]): [string, number] => [
        name,
        ((seconds - (before.get(name) ?? 0)) * 1e6) / events,
      ])
      .filter(([, spent]) => spent >= 0.01)
      .sort(([, left], [, right]) => right - left),
  );
}

function nameOf(name: string): string {
  const worker = /writer|indexer|lifecycles|jobs|sealer|reader|follow/.exec(name)?.[0];
  return worker ?? OTHERS;
}

function readTasks(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** A thread may have ended since it was listed. */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
