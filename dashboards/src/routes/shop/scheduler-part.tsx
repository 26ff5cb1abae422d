import "../../components/evidence/evidence-drawer.css";
import { useQuery } from "@tanstack/react-query";
import type { ShopSchedule } from "#query/answers/shop-answers.ts";
import { shopScheduleAnswer } from "../../api/shop.ts";
import { classNames } from "../../components/class-names.ts";
import { PageHead } from "../../components/page-head.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { DoneLine, useShopChange } from "./change-done.tsx";
import { NewTaskForm } from "./new-task-form.tsx";
import { ShopAnswer } from "./shop-answer.tsx";
import { ShopClock } from "./shop-clock.tsx";
import { NEW_TASK } from "./shop-search.ts";
import { TaskPanel } from "./task-panel.tsx";
import { TaskTable } from "./task-table.tsx";
import { useShopSearch } from "./use-shop-search.ts";

/** The clock and what runs on it: a table of tasks, one open beside, and a form that adds one. */
export function SchedulerPart() {
  const answer = useQuery(shopScheduleAnswer);
  const { search, change } = useShopSearch();
  const { done, make } = useShopChange();
  const { data } = answer;
  const add = () => change({ task: NEW_TASK });
  useShortcuts("page", data === undefined ? {} : { n: add });
  const close = () => change({ task: undefined });
  const opened = search.task;
  return (
    <div
      className={classNames("with-evidence", data !== undefined && opened !== undefined && "open")}
    >
      <div className="shop-main">
        <PageHead
          title={text.shop.tasks.heading}
          actions={
            data !== undefined && (
              <button type="button" className="button" onClick={add}>
                {text.shop.tasks.add} <kbd aria-hidden="true">n</kbd>
              </button>
            )
          }
        >
          {data !== undefined && <p>{text.shop.tasks.count(data.tasks.length)}</p>}
        </PageHead>
        <ShopAnswer asked={{ ...answer, coverage: data?.coverage, isLoading: answer.isLoading }}>
          {data !== undefined && (
            <>
              <ShopClock schedule={data} answeredAtMs={answer.dataUpdatedAt} make={make} />
              <DoneLine done={done} />
              {data.tasks.length === 0 && <p className="shop-empty">{text.shop.tasks.empty}</p>}
              {data.tasks.length > 0 && (
                <TaskTable
                  schedule={data}
                  opened={opened}
                  onOpen={(taskId) => change({ task: taskId })}
                />
              )}
              <TaskRules />
            </>
          )}
        </ShopAnswer>
      </div>
      {data !== undefined && opened === NEW_TASK && (
        <NewTaskForm schedule={data} make={make} onClose={close} />
      )}
      {data !== undefined && opened !== undefined && opened !== NEW_TASK && (
        <TaskPanel
          key={opened}
          schedule={data}
          task={taskOf(data, opened)}
          make={make}
          onClose={close}
        />
      )}
    </div>
  );
}

function taskOf({ tasks }: ShopSchedule, taskId: string) {
  return tasks.find(({ id }) => id === taskId);
}

function TaskRules() {
  return (
    <details className="shop-rules">
      <summary>{text.shop.newTask.rules}</summary>
      <ul>
        {text.shop.newTask.ruleList.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </details>
  );
}
