import type { IncidentSummary } from "#query/answers/incident-answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

/** Columns of the list of incidents; times in `zone`. */
export function incidentColumns(zone: string): readonly Column<IncidentSummary>[] {
  const { columns, statuses, holds } = text.incidents;
  return [
    {
      id: "title",
      head: columns.title,
      width: "minmax(0, 1fr)",
      cell: ({ id, title }) => (
        <PageLink className="incident-title" href={pages.incident(id)}>
          {title}
        </PageLink>
      ),
    },
    {
      id: "id",
      head: columns.id,
      width: "116px",
      cell: ({ id }) => <span className="mono">{id}</span>,
    },
    {
      id: "holds",
      head: columns.pins,
      width: "218px",
      cell: ({ counts }) => holds(counts.pins, counts.findings, counts.notes),
    },
    {
      id: "opened",
      head: columns.opened,
      width: "196px",
      isSecondary: true,
      cell: ({ openedAt }) => <TimeText iso={openedAt} zone={zone} withDate />,
    },
    {
      id: "by",
      head: columns.by,
      width: "88px",
      isSecondary: true,
      cell: ({ openedBy }) => openedBy,
    },
    {
      id: "changed",
      head: columns.changed,
      width: "196px",
      cell: ({ changedAt }) => <TimeText iso={changedAt} zone={zone} withDate />,
    },
    {
      id: "status",
      head: columns.status,
      width: "70px",
      align: "end",
      cell: ({ status }) => statuses[status],
    },
  ];
}
