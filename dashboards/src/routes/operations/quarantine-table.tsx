import type { QuarantineItemAnswer } from "#query/answers/quarantine-answers.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";

export function QuarantineTable(props: {
  readonly items: readonly QuarantineItemAnswer[];
  readonly opened: string | undefined;
  readonly onOpen: (itemId: string) => void;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly onMore: () => void;
}) {
  const zone = useZone();
  return (
    <DataTable
      label={text.quarantine.list}
      columns={columnsOf(zone)}
      rows={props.items}
      keyOf={({ itemId }) => itemId}
      opened={props.opened}
      onOpen={({ itemId }) => props.onOpen(itemId)}
      hasMore={props.hasMore}
      isReading={props.isReading}
      onMore={props.onMore}
    />
  );
}

function columnsOf(zone: string): Column<QuarantineItemAnswer>[] {
  const { columns, reasons, bytes } = text.quarantine;
  return [
    {
      id: "item",
      head: columns.item,
      width: "70px",
      cell: ({ itemId }) => <b className="mono quarantine-item">{itemId}</b>,
    },
    {
      id: "reason",
      head: columns.reason,
      width: "minmax(0, 1fr)",
      cell: ({ reason, message }) => (
        <>
          <b className="quarantine-reason">{reasons[reason] ?? reason}</b>
          <span className="quarantine-message" lang="en">
            <CodedText words={message} />
          </span>
        </>
      ),
    },
    {
      id: "source",
      head: columns.source,
      width: "150px",
      isSecondary: true,
      cell: ({ sourceName }) => <span className="mono source-small">{sourceName}</span>,
    },
    {
      id: "size",
      head: columns.size,
      width: "90px",
      align: "end",
      isSecondary: true,
      cell: ({ contentBytes }) => bytes(contentBytes),
    },
    {
      id: "when",
      head: columns.when,
      width: "202px",
      align: "end",
      cell: ({ quarantinedAt }) => <TimeText iso={quarantinedAt} zone={zone} withDate />,
    },
  ];
}
