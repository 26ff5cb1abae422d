import type { CardLiability, CardReconciliation } from "#query/answers/gift-card-answers.ts";
import { SeverityMark } from "../../components/severity.tsx";
import { amountDigits } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";

type Group = CardReconciliation["groups"][number];
type Total = CardLiability["totals"][number];

const AMOUNTS = [
  "issued",
  "refunded",
  "captured",
  "balance",
  "authorized",
  "available",
  "owed",
  "overdrawn",
] as const;

/** The sums of one currency, a row to a store, with the total beneath. */
export function SumsTable(props: {
  readonly currency: string;
  readonly groups: readonly Group[];
  readonly total: Total | undefined;
}) {
  const { currency, groups, total } = props;
  const { columns, label, total: totalName } = text.giftCards.reconciliation;
  const heads: Readonly<Record<(typeof AMOUNTS)[number], string>> = {
    issued: columns.issued,
    refunded: columns.refunded,
    captured: columns.captured,
    balance: columns.remaining,
    authorized: columns.held,
    available: columns.available,
    owed: columns.owed,
    overdrawn: columns.overdrawn,
  };
  const cells = (sums: Group | Total) =>
    AMOUNTS.map((name) => (
      <td
        key={name}
        data-head={heads[name]}
        className={sums[name] < 0 || (name === "overdrawn" && sums[name] > 0) ? "below-zero" : ""}
      >
        {amountDigits({ minor: sums[name], currency })}
      </td>
    ));
  return (
    <table className="sums-table">
      <caption>{label(currency)}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.store}</th>
          <th scope="col">{columns.cards}</th>
          {AMOUNTS.map((name) => (
            <th scope="col" key={name}>
              {heads[name]}
            </th>
          ))}
          <th scope="col">{columns.addsUp}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.store ?? ""}>
            <th scope="row">{group.store ?? text.giftCards.noStoreRow}</th>
            <td data-head={columns.cards}>{text.common.count(group.cards)}</td>
            {cells(group)}
            <td data-head={columns.addsUp}>
              <Conserves holds={group.conserves} />
            </td>
          </tr>
        ))}
      </tbody>
      {total !== undefined && (
        <tfoot>
          <tr>
            <th scope="row">{totalName}</th>
            <td data-head={columns.cards}>{text.common.count(total.cards)}</td>
            {cells(total)}
            <td data-head={columns.addsUp}>
              <Conserves holds={total.issued + total.refunded === total.captured + total.balance} />
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Conserves({ holds }: { readonly holds: boolean }) {
  const { reconciliation } = text.giftCards;
  return (
    <span className="sums-conserves">
      <SeverityMark severity={holds ? "ok" : "critical"} />
      {holds ? reconciliation.yes : reconciliation.no}
    </span>
  );
}
