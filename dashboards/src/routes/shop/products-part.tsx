import { useQuery } from "@tanstack/react-query";
import type { ShopProduct } from "#query/answers/shop-answers.ts";
import { shopProductsAnswer } from "../../api/shop.ts";
import { PageLink } from "../../components/page-link.tsx";
import { type Column, DataTable } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { holdsText } from "./shown-rows.ts";
import { priceText } from "./shop-numbers.ts";
import { ShopAnswer } from "./shop-answer.tsx";
import { StoredHead } from "./stored-head.tsx";
import { useShopSearch } from "./use-shop-search.ts";

/** What the shop sells. */
export function ProductsPart() {
  const answer = useQuery(shopProductsAnswer);
  const { search } = useShopSearch();
  const { data } = answer;
  const items = data?.items ?? [];
  const rows = items.filter(({ code, family, description }) =>
    holdsText(search.q, [code, family, description]),
  );
  return (
    <>
      <StoredHead
        kind="products"
        total={data?.total}
        fetchedAt={data?.fetchedAt ?? null}
        note={text.shop.products.priceNote}
      />
      <ShopAnswer asked={{ ...answer, coverage: data?.coverage, isLoading: answer.isFetching }}>
        {data !== undefined && items.length === 0 && (
          <p className="shop-empty">{text.shop.products.empty}</p>
        )}
        {items.length > 0 && rows.length === 0 && (
          <p className="shop-empty">{text.shop.stored.nothingLike(search.q ?? "")}</p>
        )}
        {rows.length > 0 && (
          <DataTable
            label={text.shop.products.list}
            columns={columns()}
            rows={rows}
            keyOf={({ code }) => code}
          />
        )}
      </ShopAnswer>
    </>
  );
}

function columns(): readonly Column<ShopProduct>[] {
  const heads = text.shop.products.columns;
  return [
    {
      id: "code",
      head: heads.code,
      width: "180px",
      cell: ({ code }) => (
        <PageLink className="mono" href={pages.object("product", code)}>
          {code}
        </PageLink>
      ),
    },
    {
      id: "family",
      head: heads.family,
      width: "120px",
      isSecondary: true,
      cell: ({ family }) => family,
    },
    {
      id: "description",
      head: heads.description,
      width: "minmax(0, 1fr)",
      cell: ({ description }) => description,
    },
    {
      id: "kind",
      head: heads.kind,
      width: "100px",
      cell: ({ kind }) => text.shop.products.kinds[kind],
    },
    {
      id: "quantity",
      head: heads.quantityMin,
      width: "110px",
      align: "end",
      isSecondary: true,
      cell: ({ quantityMin }) => quantityMin,
    },
    {
      id: "packaging",
      head: heads.packaging,
      width: "90px",
      align: "end",
      isSecondary: true,
      cell: ({ packaging }) => packaging,
    },
    {
      id: "price",
      head: heads.price,
      width: "90px",
      align: "end",
      cell: ({ priceMinor }) => priceText(priceMinor),
    },
  ];
}
