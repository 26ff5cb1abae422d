import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ComeBack } from "./come-back.tsx";
import { severityOf } from "./explanations.ts";
import { RecordButtons } from "./record-buttons.tsx";

/** Two orders may carry one number. */
export function numberKey({ sequence, order }: OrderNumberAnswer): string {
  return `${sequence} ${order ?? ""}`;
}

/** Numbers with what became of each; unexplained ones stand out. */
export function NumberTable(props: {
  readonly label: string;
  readonly numbers: readonly OrderNumberAnswer[];
  readonly chosen: string | undefined;
  readonly record: string | undefined;
  readonly why: (number: OrderNumberAnswer) => string;
  readonly onChoose: (number: OrderNumberAnswer) => void;
  readonly onRecord: (number: OrderNumberAnswer, reference: string) => void;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly onMore: () => void;
}) {
  return (
    <DataTable
      label={props.label}
      columns={columnsOf(useZone(), props)}
      rows={props.numbers}
      keyOf={numberKey}
      opened={props.chosen ?? ""}
      onOpen={props.onChoose}
      rowClass={({ explanation }) => explanation === "unexplained" && "grave"}
      hasMore={props.hasMore}
      isReading={props.isReading}
      onMore={props.onMore}
    />
  );
}

function columnsOf(
  zone: string,
  shown: Pick<React.ComponentProps<typeof NumberTable>, "why" | "record" | "onRecord">,
): readonly Column<OrderNumberAnswer>[] {
  const { heads, explanations } = text.orderNumbers;
  return [
    {
      id: "number",
      head: heads.number,
      width: "112px",
      cell: (number) =>
        number.order === null ? (
          <b className="mono">{number.number ?? number.sequence}</b>
        ) : (
          <PageLink className="mono number-link" href={pages.object("order", number.order)}>
            {number.number ?? number.sequence}
          </PageLink>
        ),
    },
    {
      id: "state",
      head: heads.state,
      width: "142px",
      cell: (number) => (
        <span className="with-severity">
          <SeverityMark severity={severityOf(number.explanation)} />
          {explanations[number.explanation]}
        </span>
      ),
    },
    { id: "why", head: heads.why, width: "minmax(0, 1fr)", cell: shown.why },
    {
      id: "come-back",
      head: text.orderNumbers.comeBack.head,
      width: "172px",
      cell: (number) => <ComeBack number={number} />,
    },
    {
      id: "records",
      head: heads.evidence,
      width: "176px",
      isSecondary: true,
      cell: (number) => (
        <RecordButtons
          references={number.evidence}
          opened={shown.record}
          onOpen={(reference) => shown.onRecord(number, reference)}
        />
      ),
    },
    {
      id: "since",
      head: heads.since,
      width: "208px",
      align: "end",
      isSecondary: true,
      cell: ({ since }) =>
        since === null ? (
          <span className="quiet">{text.common.notKnown}</span>
        ) : (
          <TimeText iso={since} zone={zone} withDate />
        ),
    },
  ];
}
