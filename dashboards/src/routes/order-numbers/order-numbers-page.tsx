import "./order-numbers.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { numberStoresAnswer } from "../../api/order-numbers.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { StoreNumbers } from "./store-numbers.tsx";

const route = getRouteApi("/order-numbers");

/** Every number of a store's sequence, and why it is missing or late. */
export function OrderNumbersPage() {
  const { store } = route.useSearch();
  const answer = useStores();
  const stores = answer.data?.items;
  const shown = stores?.find((row) => row.store === store) ?? stores?.[0];
  if (stores === undefined || shown === undefined) {
    return <NoNumbers answer={answer} />;
  }
  return <StoreNumbers key={shown.store} stores={stores} shown={shown} />;
}

function NoNumbers({ answer }: { readonly answer: ReturnType<typeof useStores> }) {
  usePublishCoverage(answer.data?.coverage, answer.dataUpdatedAt, () => void answer.refetch());
  const ledgers = answer.data?.coverage.ledgers ?? [];
  const through = ledgers.reduce((sum, ledger) => sum + ledger.throughSeq, 0);
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <PageHead title={text.orderNumbers.title} />
      <div className="number-page">
        {answer.error !== null && (
          <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
        )}
        {answer.data !== undefined && (
          <section className="number-empty">
            <h2>{text.orderNumbers.emptyStores}</h2>
            <p>{text.orderNumbers.emptyStoresWhy(through)}</p>
          </section>
        )}
      </div>
    </>
  );
}

function useStores() {
  return useQuery(numberStoresAnswer());
}
