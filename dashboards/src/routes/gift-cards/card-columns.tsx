import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";

const id: Column<ObjectRowAnswer> = {
  id: "card",
  head: text.giftCards.columns.card,
  width: "160px",
  cell: ({ object }) => <IdentifierText id={object.id} />,
};

/** Columns of the list where it has the whole window. */
export function cardColumns(zone: string): readonly Column<ObjectRowAnswer>[] {
  const { columns } = text.giftCards;
  return [
    id,
    {
      id: "state",
      head: columns.state,
      width: "170px",
      cell: ({ state }) => stateName("giftCard", state),
    },
    {
      id: "store",
      head: columns.store,
      width: "150px",
      isSecondary: true,
      cell: ({ store }) => store ?? <span className="quiet">{text.giftCards.noStore}</span>,
    },
    {
      id: "findings",
      head: columns.findings,
      width: "minmax(0, 1fr)",
      cell: (row) => <Findings row={row} />,
    },
    {
      id: "last",
      head: columns.last,
      width: "190px",
      isSecondary: true,
      cell: ({ last }) => <TimeText iso={last} zone={zone} withDate />,
    },
    {
      id: "records",
      head: columns.records,
      width: "64px",
      align: "end",
      isSecondary: true,
      cell: ({ records }) => text.common.count(records),
    },
    {
      id: "balance",
      head: columns.balance,
      width: "120px",
      align: "end",
      cell: ({ amount }) => <Balance amount={amount} />,
    },
  ];
}

/** Two lines to a card, beside the opened one. */
export function columnsBeside(): readonly Column<ObjectRowAnswer>[] {
  return [
    {
      ...id,
      width: "minmax(0, 1fr)",
      cell: (row) => (
        <span className="two-lines">
          <IdentifierText id={row.object.id} />
          <span className="two-lines-second">
            {row.findings.length === 0 ? stateName("giftCard", row.state) : <Findings row={row} />}
          </span>
        </span>
      ),
    },
    {
      id: "balance",
      head: text.giftCards.columns.balance,
      width: "108px",
      align: "end",
      cell: ({ amount, store }) => (
        <span className="two-lines">
          <Balance amount={amount} />
          <span className="two-lines-second">{store ?? text.giftCards.noStore}</span>
        </span>
      ),
    },
  ];
}

function Balance({ amount }: { readonly amount: ObjectRowAnswer["amount"] }) {
  if (amount === null) return <span className="quiet">{text.common.notKnown}</span>;
  return <b className={amount.minor < 0 ? "below-zero" : undefined}>{formatAmount(amount)}</b>;
}

function Findings({ row }: { readonly row: ObjectRowAnswer }) {
  return (
    <ul className="card-findings">
      {row.findings.map(({ rule, severity }) => (
        <li key={rule}>
          <SeverityMark severity={severity} />
          <span>
            <span className="visually-hidden">{text.findings.severities[severity]}: </span>
            {findingTitle(rule)}
          </span>
        </li>
      ))}
    </ul>
  );
}
