import type { SourceStatus } from "#query/answers/source-answers.ts";
import { SeverityMark } from "../../components/severity.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { localZone } from "../../time/format-time.ts";
import { silenceWords, sourceState } from "./source-state.ts";

/** All sources by name; what is wrong with one stands first in its row after its name. */
export function SourcesTable(props: {
  readonly items: readonly SourceStatus[];
  readonly answeredAtMs: number;
  readonly opened: string | undefined;
  readonly onOpen: (name: string) => void;
}) {
  const zone = useZone();
  return (
    <DataTable
      label={text.sources.list}
      columns={columnsOf(zone, props.answeredAtMs)}
      rows={props.items}
      keyOf={({ name }) => name}
      opened={props.opened}
      onOpen={({ name }) => props.onOpen(name)}
      rowClass={({ following }) => (following?.failed ?? 0) > 0 && "grave"}
    />
  );
}

function columnsOf(zone: string, answeredAtMs: number): Column<SourceStatus>[] {
  const { columns, managed, files, noFiles } = text.sources;
  return [
    {
      id: "source",
      head: columns.source,
      width: "minmax(120px, 1.1fr)",
      cell: ({ name }) => <b className="mono source-name">{name}</b>,
    },
    {
      id: "state",
      head: columns.state,
      width: "minmax(150px, 1fr)",
      cell: (source) => <SourceState source={source} />,
    },
    {
      id: "format",
      head: columns.format,
      width: "130px",
      isSecondary: true,
      cell: ({ format }) => <span className="mono source-small">{format}</span>,
    },
    {
      id: "files",
      head: columns.files,
      width: "110px",
      isSecondary: true,
      cell: ({ following }) =>
        following === undefined ? <span className="quiet">{noFiles}</span> : files(following.files),
    },
    {
      id: "managed",
      head: columns.managed,
      width: "140px",
      isSecondary: true,
      cell: ({ managedBy }) => managed[managedBy ?? "unknown"],
    },
    {
      id: "last",
      head: columns.last(zone === "UTC" ? text.view.utc : localZone()),
      width: "202px",
      cell: ({ lastRecord }) =>
        lastRecord === null ? (
          <span className="quiet">{text.common.none}</span>
        ) : (
          <TimeText iso={lastRecord.time} zone={zone} withDate />
        ),
    },
    {
      id: "silence",
      head: columns.silence,
      width: "112px",
      align: "end",
      cell: ({ lastRecord }) =>
        lastRecord === null ? "" : silenceWords(lastRecord.time, answeredAtMs, shortDuration),
    },
    {
      id: "records",
      head: columns.records,
      width: "90px",
      align: "end",
      cell: ({ records }) => text.common.count(records),
    },
  ];
}

export function SourceState({ source }: { readonly source: SourceStatus }) {
  const { severity, words } = sourceState(source);
  return (
    <span className="operations-state">
      <SeverityMark severity={severity} />
      <span>{words}</span>
    </span>
  );
}
