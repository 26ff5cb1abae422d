import type { ExportAnswer } from "#query/answers/export-answers.ts";
import { exportFileHref, isWorking } from "../../api/exports.ts";
import { describeExported } from "../../components/exports/describe-exported.ts";
import { ExportProgress, ExportStatus } from "../../components/exports/export-progress.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { bytes } from "../../messages/format-bytes.ts";

/** Columns of the list of exports; times in `zone`. */
export function exportColumns(zone: string): readonly Column<ExportAnswer>[] {
  const { columns } = text.exports;
  return [
    {
      id: "what",
      head: columns.what,
      width: "minmax(0, 1fr)",
      cell: ({ what }) => describeExported(what),
    },
    {
      id: "format",
      head: columns.format,
      width: "76px",
      cell: ({ format }) => text.exports.formats[format].name,
    },
    {
      id: "requested",
      head: columns.requested,
      width: "196px",
      isSecondary: true,
      cell: ({ requestedAt }) => <TimeText iso={requestedAt} zone={zone} withDate />,
    },
    {
      id: "by",
      head: columns.by,
      width: "88px",
      isSecondary: true,
      cell: (item) => item.requestedBy,
    },
    {
      id: "size",
      head: columns.size,
      width: "78px",
      align: "end",
      isSecondary: true,
      cell: ({ progress }) => bytes(progress.bytes),
    },
    {
      id: "status",
      head: columns.status,
      width: "186px",
      cell: (item) =>
        isWorking(item) ? <ExportProgress answer={item} /> : <ExportStatus status={item.status} />,
    },
    {
      id: "file",
      head: columns.done,
      isHeadHidden: true,
      width: "82px",
      align: "end",
      cell: (item) =>
        item.status === "finished" && (
          <a href={exportFileHref(item.id)} download={item.file.name}>
            {text.exports.download}
          </a>
        ),
    },
  ];
}
