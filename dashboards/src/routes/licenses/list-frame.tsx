import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import type { Coverage } from "#query/answers/coverage.ts";

/** What a list needs of its question to say that it reads, failed, or is old. */
export interface AskedList {
  readonly data: unknown;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/** Around a list: its coverage below the page, the line while it reads, and what failed. */
export function ListFrame(props: {
  readonly asked: AskedList;
  readonly coverage: Coverage | undefined;
  readonly children: React.ReactNode;
}) {
  const { asked } = props;
  const retry = () => void asked.refetch();
  usePublishCoverage(props.coverage, asked.dataUpdatedAt, retry);
  return (
    <>
      <LoadingLine isLoading={asked.isFetching} />
      {asked.error !== null &&
        (asked.data === undefined ? (
          <ProblemView error={asked.error} onRetry={retry} />
        ) : (
          <StaleLine error={asked.error} answeredAtMs={asked.dataUpdatedAt} onRetry={retry} />
        ))}
      {asked.data !== undefined && props.children}
    </>
  );
}
