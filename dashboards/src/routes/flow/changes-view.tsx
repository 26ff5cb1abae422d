import { useQuery } from "@tanstack/react-query";
import type { ProcessMap } from "#query/answers/process-answers.ts";
import { processMapAnswer } from "../../api/flow.ts";
import type { FlowScope } from "../../api/flow.ts";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import {
  comparePeriods,
  COUNT_FACTOR,
  LEAST,
  periodBefore,
  SHARE_POINTS,
  WAIT_FACTOR,
} from "./compare-periods.ts";
import type { Change } from "./compare-periods.ts";
import { stepText } from "./flow-search.ts";
import { ActivityName, StepName } from "./step-name.tsx";

/** What changed against the period of the same length right before; by named thresholds, never by a score. */
export function ChangesView(props: {
  readonly scope: FlowScope;
  readonly now: ProcessMap;
  /** `now` is of another period or kind, while the one that was asked for is read. */
  readonly isOfBefore: boolean;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
}) {
  const before = periodBefore(props.scope);
  if (before === null) {
    return (
      <section className="flow-empty">
        <h2>{text.flow.changes.needsPeriod}</h2>
        <p>{text.flow.changes.needsPeriodNext}</p>
        <Thresholds />
      </section>
    );
  }
  return <Compared {...props} before={before} />;
}

function Compared(props: {
  readonly scope: FlowScope;
  readonly now: ProcessMap;
  readonly isOfBefore: boolean;
  readonly before: NonNullable<ReturnType<typeof periodBefore>>;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
}) {
  const { scope, now, before } = props;
  const answer = useQuery(processMapAnswer({ ...scope, from: before.from, to: before.to }));
  const { changes, objects } = text.flow;
  // Two answers are compared only where both are those that were asked for.
  if (answer.data === undefined || answer.isPlaceholderData || props.isOfBefore) {
    return answer.error === null ? (
      <LoadingLine isLoading />
    ) : (
      <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
    );
  }
  const old = answer.data;
  const rows = comparePeriods(old, now);
  const sizes = { before: old.objects, now: now.objects };
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <p className="flow-explain">
        {changes.compared(
          shortDuration(before.lengthMs),
          objects(now.type, now.objects),
          objects(old.type, old.objects),
        )}{" "}
        {rows.length === 0 && (old.objects === 0 ? changes.noneBefore : changes.none)}
      </p>
      {rows.length > 0 && (
        <DataTable
          label={changes.table}
          columns={columnsOf(now.type, sizes)}
          rows={rows}
          keyOf={(row) => `${row.kind} ${openText(row)}`}
          onOpen={(row) => {
            const what = openText(row);
            if (what !== "") props.onOpen(what);
          }}
        />
      )}
      <Thresholds />
    </>
  );
}

function openText(change: Change): string {
  return change.kind === "findings" ? (change.type ?? "") : stepText(change);
}

function Thresholds() {
  const limits = {
    countFactor: COUNT_FACTOR,
    waitFactor: WAIT_FACTOR,
    sharePoints: SHARE_POINTS,
    least: LEAST,
  };
  return (
    <section className="flow-thresholds">
      <h2>{text.flow.changes.thresholds}</h2>
      <ul>
        {text.flow.changes.rules(limits).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </section>
  );
}

function columnsOf(
  type: ProcessMap["type"],
  sizes: { readonly before: number; readonly now: number },
): readonly Column<Change>[] {
  const { heads, kinds } = text.flow.changes;
  return [
    { id: "kind", head: heads.kind, width: "90px", cell: ({ kind }) => kinds[kind] },
    {
      id: "what",
      head: heads.what,
      width: "minmax(0, 1fr)",
      cell: (row) =>
        row.kind !== "findings" ? (
          <StepName {...row} />
        ) : row.type === null ? (
          text.flow.changes.all(type)
        ) : (
          <ActivityName type={row.type} />
        ),
    },
    {
      id: "before",
      head: heads.before,
      width: "130px",
      align: "end",
      cell: (row) => sideText(row, "before", sizes.before),
    },
    {
      id: "now",
      head: heads.now,
      width: "130px",
      align: "end",
      cell: (row) => <b>{sideText(row, "now", sizes.now)}</b>,
    },
    { id: "change", head: heads.change, width: "170px", align: "end", cell: changeText },
  ];
}

function sideText(change: Change, side: "before" | "now", objects: number): string {
  const { changes, percent, wait } = text.flow;
  if (change.kind === "findings") return percent(change[side]);
  if (change.kind === "wait") return wait(side === "now" ? change.nowMs : change.beforeMs);
  return change[side] === 0 ? changes.never : changes.perObjects(change[side], objects);
}

function changeText(change: Change): string {
  const { changes } = text.flow;
  switch (change.kind) {
    case "findings":
      return changes.points(change.now - change.before);
    case "wait":
      return changes.waitFactor(change.factor);
    case "count":
      return changes.factor(change.factor);
    default:
      return changes.kinds[change.kind];
  }
}
