import type { ShopSchedule, ShopTask } from "#query/answers/shop-answers.ts";
import { type Column, DataTable } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { OutcomeText, RecurrenceText } from "./task-words.tsx";

/** The tasks, the next to run first. */
export function TaskTable(props: {
  readonly schedule: ShopSchedule;
  readonly opened: string | undefined;
  readonly onOpen: (taskId: string) => void;
}) {
  const zone = useZone();
  const { schedule } = props;
  return (
    <DataTable
      label={text.shop.tasks.list}
      columns={columns(schedule, zone)}
      rows={schedule.tasks}
      keyOf={({ id }) => id}
      opened={props.opened}
      onOpen={({ id }) => props.onOpen(id)}
      rowClass={({ last }) => last?.outcome === "failure" && "task-failed"}
    />
  );
}

function columns(schedule: ShopSchedule, zone: string): readonly Column<ShopTask>[] {
  const words = text.shop.tasks;
  const labels = new Map(schedule.apps.map(({ app, label }) => [app, label]));
  return [
    {
      id: "task",
      head: words.columns.task,
      width: "minmax(190px, 1.2fr)",
      cell: ({ app, name }) => (
        <span className="task-name">
          <b className="mono">{name}</b>
          <span className="quiet" lang="en">
            {labels.get(app) ?? app}
          </span>
        </span>
      ),
    },
    {
      id: "recurrence",
      head: words.columns.recurrence,
      width: "130px",
      cell: ({ recurrence }) => <RecurrenceText recurrence={recurrence} />,
    },
    {
      id: "next",
      head: words.columns.next,
      width: "230px",
      cell: ({ nextDueMs }) =>
        nextDueMs === null ? (
          <span className="quiet">{words.noNext}</span>
        ) : (
          <TimeText iso={new Date(nextDueMs).toISOString()} zone={zone} withDate />
        ),
    },
    {
      id: "last",
      head: words.columns.last,
      width: "minmax(260px, 1fr)",
      isSecondary: true,
      cell: ({ last }) => (
        <span className="task-last">
          <OutcomeText last={last} />
          {last !== null && (
            <TimeText iso={new Date(last.due).toISOString()} zone={zone} withDate />
          )}
        </span>
      ),
    },
    {
      id: "state",
      head: words.columns.state,
      width: "80px",
      cell: ({ state, nextDueMs }) =>
        state === "waiting" && nextDueMs !== null && nextDueMs <= schedule.clock.nowMs
          ? words.due
          : words.states[state],
    },
  ];
}
