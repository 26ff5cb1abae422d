import type { SourceStatus } from "#query/answers/source-answers.ts";
import { formatWait } from "../event-columns.ts";
import type { Column } from "../table.ts";

export const SOURCE_COLUMNS: readonly Column<SourceStatus>[] = [
  { title: "source", value: ({ name }) => name, style: "bold" },
  { title: "format", value: ({ format }) => format },
  { title: "zone", value: ({ timezone }) => timezone ?? "" },
  { title: "settings", value: (source) => describeSettings(source).join(", "), wrap: "items" },
  { title: "records", value: ({ records }) => String(records), alignRight: true },
  { title: "last record", value: ({ lastRecord }) => lastRecord?.time ?? "" },
  { title: "lag", value: ({ lastRecord }) => describeLag(lastRecord), alignRight: true },
];

/** How long after it occurred the last record became known; a source whose clock is ahead has a minus. */
export function describeLag(lastRecord: SourceStatus["lastRecord"]): string {
  if (lastRecord === null) return "";
  const lagMs = Date.parse(lastRecord.recordedAt) - Date.parse(lastRecord.time);
  const lag = formatWait(Math.abs(lagMs)).slice(1);
  return lagMs < 0 ? `-${lag}` : lag;
}

function describeSettings(source: SourceStatus): string[] {
  const { protectRaw, mapping, transactionIdPattern, files, stores, managedBy } = source;
  const { following } = source;
  return [
    ...(protectRaw === true ? ["raw-protected"] : []),
    ...(mapping === undefined ? [] : [typeof mapping === "string" ? mapping : "mapped"]),
    ...(transactionIdPattern === undefined ? [] : [`ID=${transactionIdPattern}`]),
    ...(files?.paths ?? []),
    ...(following === undefined
      ? []
      : [`${following.files} ${following.files === 1 ? "file" : "files"} followed`]),
    ...(following === undefined || following.failed === 0
      ? []
      : [`${following.failed} unreadable`]),
    ...(stores === undefined ? [] : [`stores ${stores.join(" ")}`]),
    ...(managedBy === "config" ? ["configured"] : []),
  ];
}
