import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ShopCustomer } from "#query/answers/shop-answers.ts";
import { shopCustomersAnswer } from "../../api/shop.ts";
import { type Column, DataTable } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ShopAnswer } from "./shop-answer.tsx";
import { holdsText } from "./shown-rows.ts";
import { StoredHead } from "./stored-head.tsx";
import { useShopSearch } from "./use-shop-search.ts";

/** Whom the shop knows from the CRM. Names stay there. */
export function CustomersPart() {
  const answer = useInfiniteQuery(shopCustomersAnswer);
  const { search } = useShopSearch();
  const zone = useZone();
  const { hasNextPage, isFetching, isError, fetchNextPage } = answer;
  // Who is looked for may be on any page.
  const isLookedFor = search.q !== undefined && hasNextPage && !isError;
  useEffect(() => {
    if (isLookedFor && !isFetching) void fetchNextPage();
  }, [isLookedFor, isFetching, fetchNextPage]);
  const read = answer.data?.pages;
  const last = read?.at(-1);
  const items = read?.flatMap((page) => page.items) ?? [];
  const rows = items.filter(({ account }) => holdsText(search.q, [account]));
  return (
    <>
      <StoredHead
        kind="customers"
        total={last?.total}
        fetchedAt={last?.fetchedAt ?? null}
        note={text.shop.customers.nameNote}
      />
      <ShopAnswer asked={{ ...answer, coverage: last?.coverage, isLoading: answer.isFetching }}>
        {read !== undefined && items.length === 0 && (
          <p className="shop-empty">{text.shop.customers.empty}</p>
        )}
        {items.length > 0 && rows.length === 0 && !isLookedFor && (
          <p className="shop-empty">{text.shop.stored.nothingLike(search.q ?? "")}</p>
        )}
        {rows.length > 0 && (
          <DataTable
            label={text.shop.customers.list}
            columns={columns(zone)}
            rows={rows}
            keyOf={({ account }) => account}
            hasMore={hasNextPage}
            isReading={answer.isFetchingNextPage}
            onMore={() => void fetchNextPage()}
          />
        )}
      </ShopAnswer>
    </>
  );
}

function columns(zone: string): readonly Column<ShopCustomer>[] {
  const words = text.shop.customers;
  return [
    {
      id: "account",
      head: words.columns.account,
      width: "140px",
      cell: ({ account }) => <span className="mono">{account}</span>,
    },
    {
      id: "name",
      head: words.columns.name,
      width: "minmax(0, 240px)",
      isSecondary: true,
      cell: () => <span className="quiet">{words.masked}</span>,
    },
    {
      id: "payment",
      head: words.columns.payment,
      width: "minmax(150px, 1fr)",
      cell: ({ payment }) => (payment > 0 ? words.hasPaid : words.hasNotPaid),
    },
    {
      id: "fetched",
      head: words.columns.updatedAt,
      width: "230px",
      isSecondary: true,
      cell: ({ updatedAt }) => <TimeText iso={updatedAt} zone={zone} withDate />,
    },
    {
      id: "points",
      head: words.columns.points,
      width: "110px",
      align: "end",
      cell: ({ fidelityPoint }) => words.points(fidelityPoint),
    },
  ];
}
