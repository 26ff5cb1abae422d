import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { findingKey } from "./dues.ts";
import type { Due, Finding } from "./dues.ts";

/** Findings by the row they stand beneath. */
export interface PlacedFindings {
  /** By the key of a due row. */
  readonly byDue: ReadonlyMap<string, readonly Finding[]>;
  /** By the index of an entry. */
  readonly byEntry: ReadonlyMap<number, readonly Finding[]>;
}

const RANKS = { critical: 0, error: 1, warning: 2, info: 3 } as const;

/** Index of the last entry at or before a time; -1 where all are later. Entries are ordered by time. */
export function lastEntryBy(entries: readonly Pick<TimelineEntry, "time">[], time: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((entries[middle]?.time ?? "") <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The record of its evidence that lies nearest to when it began, the later of two; else the last one before. */
function entryOf(
  finding: Finding,
  entries: readonly TimelineEntry[],
  indexes: ReadonlyMap<string, number>,
): number {
  const sinceMs = Date.parse(finding.since);
  let nearest = -1;
  let nearestMs = Number.POSITIVE_INFINITY;
  for (const reference of finding.evidence) {
    const index = indexes.get(reference);
    if (index === undefined) continue;
    const awayMs = Math.abs(Date.parse(entries[index]?.time ?? "") - sinceMs);
    if (awayMs > nearestMs || (awayMs === nearestMs && index < nearest)) continue;
    nearest = index;
    nearestMs = awayMs;
  }
  return nearest < 0 ? Math.max(0, lastEntryBy(entries, finding.since)) : nearest;
}

/** Beneath its due row where something is missing, else beneath the record that is wrong; the gravest first. */
export function placeFindings(
  findings: readonly Finding[],
  entries: readonly TimelineEntry[],
  dues: readonly Due[],
): PlacedFindings {
  const dueKeys = new Set(dues.map(({ key }) => key));
  const indexes = new Map(entries.map(({ reference }, index) => [reference, index]));
  const byDue = new Map<string, Finding[]>();
  const byEntry = new Map<number, Finding[]>();
  const gravestFirst = findings.toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);
  for (const finding of gravestFirst) {
    const dueKey = `due ${findingKey(finding)}`;
    if (dueKeys.has(dueKey)) byDue.set(dueKey, [...(byDue.get(dueKey) ?? []), finding]);
    else {
      const index = entryOf(finding, entries, indexes);
      byEntry.set(index, [...(byEntry.get(index) ?? []), finding]);
    }
  }
  return { byDue, byEntry };
}
