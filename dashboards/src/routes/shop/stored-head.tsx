import { useState } from "react";
import type { ShopChangeAnswer } from "#query/answers/shop-answers.ts";
import { shopChanges, type StoredKind } from "../../api/shop.ts";
import { PageHead } from "../../components/page-head.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import { DoneLine, useShopChange } from "./change-done.tsx";
import { FilterField } from "./filter-field.tsx";

/** Above rows that come from another system: how many, of when, and the acts that fetch or remove them. */
export function StoredHead(props: {
  readonly kind: StoredKind;
  /** Undefined while there is no answer. */
  readonly total: number | undefined;
  readonly fetchedAt: string | null;
  readonly note: string;
}) {
  const { kind, total } = props;
  const words = text.shop[kind];
  const [asking, setAsking] = useState<"fetch" | "clear">();
  const { done, make } = useShopChange();
  const close = () => setAsking(undefined);
  const fetched = ({ loaded }: ShopChangeAnswer) =>
    words.fetched(loaded?.count ?? 0, loaded?.added ?? 0, loaded?.changed ?? 0);
  return (
    <>
      <PageHead
        title={words.heading}
        actions={
          total !== undefined && (
            <>
              <button type="button" className="button" onClick={() => setAsking("fetch")}>
                {words.fetch}
              </button>
              <button
                type="button"
                className="button"
                disabled={total === 0}
                onClick={() => setAsking("clear")}
              >
                {words.clear}
              </button>
            </>
          )
        }
      >
        {total !== undefined && (
          <StoredFacts total={words.count(total)} fetchedAt={props.fetchedAt} note={props.note} />
        )}
      </PageHead>
      <DoneLine done={done} />
      {total !== undefined && total > 0 && <FilterField />}
      {asking === "fetch" && (
        <ChangeDialog
          heading={words.fetchHeading}
          effect={words.fetchEffect}
          record={words.fetchRecord}
          verb={words.fetchVerb}
          onConfirm={() => make(shopChanges.fetchStored(kind), fetched)}
          onClose={close}
        />
      )}
      {asking === "clear" && (
        <ChangeDialog
          heading={words.clearHeading(total ?? 0)}
          effect={words.clearEffect}
          record={words.clearRecord}
          verb={words.clearVerb}
          onConfirm={() =>
            make(shopChanges.emptyStored(kind), ({ removed }) => words.cleared(removed ?? 0))
          }
          onClose={close}
        />
      )}
    </>
  );
}

function StoredFacts(props: {
  readonly total: string;
  readonly fetchedAt: string | null;
  readonly note: string;
}) {
  const zone = useZone();
  const { fetchedAt } = props;
  return (
    <p className="shop-facts">
      <b>{props.total}</b>
      {fetchedAt === null ? (
        <span>{text.shop.stored.never}</span>
      ) : (
        <span>
          {text.shop.stored.fetchedAt} <TimeText iso={fetchedAt} zone={zone} withDate />{" "}
          {zoneLabel(fetchedAt, zone)}
        </span>
      )}
      <span>{props.note}</span>
    </p>
  );
}
