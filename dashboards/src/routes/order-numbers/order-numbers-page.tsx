import "./order-numbers.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { numberStoresAnswer } from "../../api/order-numbers.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { StoreNumbers } from "./store-numbers.tsx";

const route = getRouteApi("/order-numbers");

/** Every number of a store's sequence, and why it is missing or late. */
export function OrderNumbersPage() {
  const { store } = route.useSearch();
  const answer = useStores();
  const stores = answer.data?.items;
  const shown = store === undefined ? stores?.[0] : stores?.find((row) => row.store === store);
  if (stores === undefined || shown === undefined) {
    return <NoNumbers answer={answer} store={store} />;
  }
  return <StoreNumbers key={shown.store} stores={stores} shown={shown} />;
}

function NoNumbers(props: {
  readonly answer: ReturnType<typeof useStores>;
  readonly store: string | undefined;
}) {
  const { answer, store } = props;
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
            <h2>
              {store === undefined
                ? text.orderNumbers.emptyStores
                : text.orderNumbers.unknownStore(store)}
            </h2>
            <p>{text.orderNumbers.emptyStoresWhy(through)}</p>
            {answer.data.items.map((known) => (
              <p key={known.store}>
                <PageLink href={pages.orderNumbers({ store: known.store })}>
                  {text.orderNumbers.storeName(known.store)}
                </PageLink>
              </p>
            ))}
          </section>
        )}
      </div>
    </>
  );
}

function useStores() {
  return useQuery(numberStoresAnswer());
}
