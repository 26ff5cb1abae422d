import type { ProcessMap } from "#query/answers/process-answers.ts";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { stepText } from "./flow-search.ts";
import { StepName } from "./step-name.tsx";

type Follow = ProcessMap["follows"][number];

function columnsOf(): readonly Column<Follow>[] {
  const { heads, wait, percent } = text.flow;
  return [
    { id: "step", head: heads.step, width: "minmax(0, 1fr)", cell: (row) => <StepName {...row} /> },
    {
      id: "median",
      head: heads.median,
      width: "120px",
      align: "end",
      cell: ({ p50Ms }) => wait(p50Ms),
    },
    { id: "p95", head: heads.p95, width: "120px", align: "end", cell: ({ p95Ms }) => wait(p95Ms) },
    {
      id: "findings",
      head: heads.findings,
      width: "110px",
      align: "end",
      isSecondary: true,
      cell: ({ findingShare }) => percent(findingShare),
    },
    {
      id: "count",
      head: heads.count,
      width: "80px",
      align: "end",
      cell: ({ count }) => text.common.count(count),
    },
  ];
}

/** The same as the drawing: every step as a row, the most frequent first. */
export function FollowTable(props: {
  readonly map: ProcessMap;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
}) {
  return (
    <DataTable
      label={text.flow.map.label}
      columns={columnsOf()}
      rows={props.map.follows}
      keyOf={stepText}
      opened={props.opened}
      onOpen={(row) => props.onOpen(stepText(row))}
    />
  );
}
