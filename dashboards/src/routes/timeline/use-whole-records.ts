import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { recordsAnswer } from "../../api/timeline.ts";
import type { Moment } from "../../api/timeline.ts";

/** Records read without being asked: the story is told whole. Longer ones go on at a button. */
const RECORDS_READ_MAX = 10_000;

/** The records of an object at a moment, page after page, and all `entries` that were read so far. */
export function useWholeRecords(type: string, id: string, moment: Moment) {
  const records = useInfiniteQuery(recordsAnswer(type, id, moment));
  const pagesRead = records.data?.pages;
  const entries = useMemo(() => pagesRead?.flatMap((page) => page.timeline) ?? [], [pagesRead]);
  const { hasNextPage, isFetching, fetchNextPage } = records;
  useEffect(() => {
    if (hasNextPage && !isFetching && entries.length < RECORDS_READ_MAX) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, entries.length]);
  return { records, entries };
}
