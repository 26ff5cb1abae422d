import "./gift-cards.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liabilityAnswer } from "../../api/gift-cards.ts";
import { classNames } from "../../components/class-names.ts";
import { ExportButton } from "../../components/exports/export-button.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { OpenedRecord } from "../opened-record.tsx";
import { CardsView } from "./cards-view.tsx";
import type { GiftCardsSearch } from "./gift-cards-search.ts";
import { SumsView } from "./sums-view.tsx";

const route = getRouteApi("/gift-cards");

/** Gift cards: each with its account, and all together to the cent. */
export function GiftCardsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show = (change: Partial<Record<keyof GiftCardsSearch, string | undefined>>) =>
    void navigate({ search: changed(search, change), resetScroll: false });
  const view = search.show === "sums" ? "sums" : "cards";
  const { rec } = search;
  // The sums are of all cards, whatever the list was narrowed to.
  const { state, finding, store } = view === "cards" ? search : {};
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <div className="gift-cards">
        <PageHead
          title={text.nav.giftCards}
          actions={
            <>
              <Segmented
                label={text.giftCards.views.label}
                value={view}
                choices={[
                  { value: "cards", label: text.giftCards.views.cards },
                  { value: "sums", label: text.giftCards.views.sums },
                ]}
                onChange={(chosen) =>
                  show({
                    show: chosen === "sums" ? "sums" : undefined,
                    card: undefined,
                    asOf: undefined,
                    rec: undefined,
                  })
                }
              />
              <ExportButton
                what={{
                  kind: "worklist",
                  type: "giftCard",
                  ...(state !== undefined && { state }),
                  ...(finding !== undefined && { finding }),
                  ...(store !== undefined && { store }),
                }}
                hasKey
              />
            </>
          }
        >
          <OwedNow />
        </PageHead>
        {view === "sums" ? (
          <SumsView search={search} show={show} />
        ) : (
          <CardsView search={search} show={show} />
        )}
      </div>
      {rec !== undefined && <OpenedRecord rec={rec} onOpen={(next) => show({ rec: next })} />}
    </div>
  );
}

/** What the shop owes to those who hold cards, now. */
function OwedNow() {
  const { data } = useQuery(liabilityAnswer(undefined));
  if (data === undefined || data.totals.length === 0) return null;
  const owed = text.giftCards.owed(
    data.totals.map(({ owed: minor, currency }) => formatAmount({ minor, currency })),
  );
  const { reasons } = data.coverage;
  if (reasons.length === 0) return owed;
  return (
    <>
      {owed} <span lang="en">{reasons.join(" ")}</span>
    </>
  );
}

/** The address with the named members changed; undefined takes one out. */
function changed(
  search: GiftCardsSearch,
  change: Partial<Record<keyof GiftCardsSearch, string | undefined>>,
): GiftCardsSearch {
  return Object.fromEntries(
    Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined),
  );
}
