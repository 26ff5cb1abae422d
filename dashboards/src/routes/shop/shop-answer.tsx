import type { Coverage } from "#query/answers/coverage.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { StaleLine } from "../../components/problem-view.tsx";
import { ShopAway } from "./shop-away.tsx";

/** What of a question to the shop is shown around its answer. */
export interface AskedShop {
  readonly coverage: Coverage | undefined;
  readonly error: unknown;
  readonly dataUpdatedAt: number;
  readonly isLoading: boolean;
  readonly refetch: () => unknown;
}

/** The answer, with a line above where it could not be renewed; why there is none where none came yet. */
export function ShopAnswer(props: {
  readonly asked: AskedShop;
  readonly children: React.ReactNode;
}) {
  const { coverage, error, dataUpdatedAt, isLoading, refetch } = props.asked;
  const retry = () => void refetch();
  usePublishCoverage(coverage, dataUpdatedAt, retry);
  return (
    <>
      <LoadingLine isLoading={isLoading} />
      {error !== null && coverage !== undefined && (
        <StaleLine error={error} answeredAtMs={dataUpdatedAt} onRetry={retry} />
      )}
      {error !== null && coverage === undefined && <ShopAway error={error} onRetry={retry} />}
      {props.children}
    </>
  );
}
