import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { cardCountsAnswer, cardsAnswer, foundCardsAnswer } from "../../api/gift-cards.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { ListAndDetail } from "../../components/list-and-detail/list-and-detail.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { CardFilters } from "./card-filters.tsx";
import { cardColumns, columnsBeside } from "./card-columns.tsx";
import { CardView } from "./card-view.tsx";
import { findingsFirst, hasFinding, nextFound } from "./order-cards.ts";
import type { GiftCardsViewProps } from "./view-props.ts";

/** Cards by state and finding, those with findings first; the opened one beside. */
export function CardsView({ search, show }: GiftCardsViewProps) {
  const { state, finding, store, card } = search;
  const filter = { state, finding, store };
  const answer = useInfiniteQuery(cardsAnswer(filter));
  const found = useQuery(foundCardsAnswer(filter));
  const counts = useQuery(cardCountsAnswer());
  const zone = useZone();
  const pagesRead = answer.data?.pages;
  const all = pagesRead?.flatMap((page) => page.items) ?? [];
  const rows = findingsFirst(found.data?.items ?? [], all);
  const readAgain = () => void Promise.all([answer.refetch(), found.refetch(), counts.refetch()]);
  usePublishCoverage(pagesRead?.at(-1)?.coverage, answer.dataUpdatedAt, readAgain);
  const open = (id: string | undefined) => show({ card: id, asOf: undefined, rec: undefined });
  const toFinding = (step: 1 | -1) => () => {
    const next = nextFound(rows, card, step);
    if (next !== undefined) open(next.object.id);
  };
  useShortcuts("page", { e: toFinding(1), E: toFinding(-1) });
  const isFiltered = state !== undefined || finding !== undefined || store !== undefined;
  const isRead = pagesRead !== undefined && found.data !== undefined;
  return (
    <>
      <LoadingLine isLoading={answer.isFetching || found.isFetching} />
      {answer.error !== null && pagesRead !== undefined && (
        <StaleLine
          error={answer.error}
          answeredAtMs={answer.dataUpdatedAt}
          onRetry={() => readAgain()}
        />
      )}
      <CardFilters search={search} counts={counts.data} cards={all} />
      {answer.error !== null && pagesRead === undefined && (
        <ProblemView error={answer.error} onRetry={() => readAgain()} />
      )}
      <ListAndDetail
        opened={card}
        label={text.giftCards.opened}
        back={text.giftCards.back}
        onClose={() => open(undefined)}
        list={
          <>
            {isRead && rows.length === 0 && (
              <div className="gift-cards-empty">
                <p>{isFiltered ? text.giftCards.empty : text.giftCards.none}</p>
                {isFiltered && (
                  <PageLink href={pages.giftCards()}>{text.giftCards.emptyNext}</PageLink>
                )}
              </div>
            )}
            {isRead && rows.length > 0 && (
              <DataTable
                label={text.giftCards.list}
                columns={card === undefined ? cardColumns(zone) : columnsBeside()}
                rows={rows}
                keyOf={(row) => row.object.id}
                opened={card}
                onOpen={(row) => open(row.object.id)}
                rowClass={(row) => hasFinding(row) && card !== row.object.id && "grave"}
                hasMore={answer.hasNextPage}
                isReading={answer.isFetchingNextPage}
                onMore={() => void answer.fetchNextPage()}
              />
            )}
          </>
        }
      >
        {card !== undefined && <CardView id={card} search={search} show={show} />}
      </ListAndDetail>
    </>
  );
}
