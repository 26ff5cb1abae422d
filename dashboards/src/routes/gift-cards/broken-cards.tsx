import type { CardReconciliation } from "#query/answers/gift-card-answers.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";

type Broken = CardReconciliation["items"][number];

const money = (name: "issued" | "captured" | "balance", head: string): Column<Broken> => ({
  id: name,
  head,
  width: "120px",
  align: "end",
  isSecondary: true,
  cell: (card) => formatAmount({ minor: card[name], currency: card.currency }),
});

const { columns: heads } = text.giftCards.reconciliation;

const COLUMNS: readonly Column<Broken>[] = [
  {
    id: "card",
    head: text.giftCards.columns.card,
    width: "160px",
    cell: ({ giftCard }) => <IdentifierText id={giftCard} />,
  },
  {
    id: "store",
    head: heads.store,
    width: "150px",
    isSecondary: true,
    cell: ({ store }) => store ?? text.giftCards.noStore,
  },
  {
    id: "why",
    head: text.giftCards.reconciliation.why,
    width: "minmax(0, 1fr)",
    cell: ({ breaks }) => (
      <ul className="card-findings">
        {breaks.map((name) => (
          <li key={name}>
            <SeverityMark severity="error" /> {text.giftCards.reconciliation.breaks[name]}
          </li>
        ))}
      </ul>
    ),
  },
  money("issued", heads.issued),
  money("captured", heads.captured),
  {
    id: "available",
    head: heads.available,
    width: "120px",
    align: "end",
    cell: ({ available, currency }) => (
      <b className={available < 0 ? "below-zero" : undefined}>
        {formatAmount({ minor: available, currency })}
      </b>
    ),
  },
];

/** Cards whose sums need a look, each with the reason in words; a row opens its account. */
export function BrokenCards(props: {
  readonly items: readonly Broken[];
  readonly onOpen: (card: string) => void;
}) {
  return (
    <section className="broken-cards" aria-labelledby="broken-cards">
      <h2 id="broken-cards">{text.giftCards.reconciliation.brokenList}</h2>
      <DataTable
        label={text.giftCards.reconciliation.brokenList}
        columns={COLUMNS}
        rows={props.items}
        keyOf={({ giftCard, currency }) => `${giftCard} ${currency}`}
        onOpen={({ giftCard }) => props.onOpen(giftCard)}
      />
    </section>
  );
}
