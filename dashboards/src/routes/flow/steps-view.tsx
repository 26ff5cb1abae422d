import { useQuery } from "@tanstack/react-query";
import type { Durations } from "#query/answers/process-answers.ts";
import { durationsAnswer } from "../../api/flow.ts";
import type { FlowScope } from "../../api/flow.ts";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { waitBarShare } from "../../time/format-duration.ts";
import { stepText } from "./flow-search.ts";
import { StepName } from "./step-name.tsx";

type Measured = Durations["items"][number];

/** Which steps take longest: every direct step by the wait that 95 % of them did not exceed. */
export function StepsView(props: {
  readonly scope: FlowScope;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
}) {
  const answer = useQuery(durationsAnswer(props.scope));
  if (answer.data === undefined) {
    return answer.error === null ? (
      <LoadingLine isLoading />
    ) : (
      <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
    );
  }
  const { whole, objects, type, items } = answer.data;
  const rows = items.toSorted((one, other) => (other.p95Ms ?? 0) - (one.p95Ms ?? 0));
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <p className="flow-explain">
        {text.flow.steps.explain(type, objects, whole.p50Ms, whole.p95Ms)}
      </p>
      <DataTable
        label={text.flow.steps.table}
        columns={columnsOf()}
        rows={rows}
        keyOf={stepText}
        opened={props.opened}
        onOpen={(row) => props.onOpen(stepText(row))}
      />
    </>
  );
}

function columnsOf(): readonly Column<Measured>[] {
  const { heads, wait } = text.flow;
  const waitColumn = (
    id: string,
    head: string,
    of: (row: Measured) => number | null,
    isSecondary: boolean,
  ): Column<Measured> => ({
    id,
    head,
    width: "112px",
    align: "end",
    ...(isSecondary && { isSecondary: true }),
    cell: (row) => wait(of(row)),
  });
  return [
    { id: "step", head: heads.step, width: "minmax(0, 1fr)", cell: (row) => <StepName {...row} /> },
    {
      id: "spread",
      head: heads.spread,
      width: "230px",
      isSecondary: true,
      cell: (row) => <Spread row={row} />,
    },
    waitColumn("median", heads.median, ({ p50Ms }) => p50Ms, false),
    waitColumn("p95", heads.p95, ({ p95Ms }) => p95Ms, false),
    waitColumn("p99", heads.p99, ({ p99Ms }) => p99Ms, true),
    waitColumn("longest", heads.longest, ({ maxMs }) => maxMs, true),
    {
      id: "count",
      head: heads.count,
      width: "80px",
      align: "end",
      cell: ({ count }) => text.common.count(count),
    },
  ];
}

function at(ms: number | null): number {
  return waitBarShare(ms ?? 0) * 100;
}

/** From the median to what 95 % did not exceed, and a tick at the longest: by the log of the wait. */
function Spread({ row }: { readonly row: Measured }) {
  return (
    <svg className="wait-spread" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <path className="wait-spread-line" d="M0 5H100" />
      <rect
        x={at(row.p50Ms)}
        y="1"
        width={Math.max(0.8, at(row.p95Ms) - at(row.p50Ms))}
        height="8"
      />
      <path className="wait-spread-max" d={`M${at(row.maxMs)} 0V10`} />
    </svg>
  );
}
