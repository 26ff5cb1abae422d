import { useEffect, useRef, useState } from "react";
import type { ShopSchedule, ShopTask } from "#query/answers/shop-answers.ts";
import { shopChanges } from "../../api/shop.ts";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { useReturnedFocus } from "../../components/use-returned-focus.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import type { useShopChange } from "./change-done.tsx";
import { OutcomeText, RecurrenceText, wallText } from "./task-words.tsx";

type Act = "pause" | "resume" | "remove";

/** One task beside the table: everything the scheduler knows of it, and what can be done. */
export function TaskPanel(props: {
  readonly schedule: ShopSchedule;
  /** Undefined where it is not on the schedule. */
  readonly task: ShopTask | undefined;
  readonly make: ReturnType<typeof useShopChange>["make"];
  readonly onClose: () => void;
}) {
  const { task, schedule, onClose } = props;
  const [act, setAct] = useState<Act>();
  const panel = useRef<HTMLElement>(null);
  const words = text.shop.tasks;
  const rest = restingAct(task);
  useShortcuts("panel", {
    Escape: onClose,
    p: rest === undefined ? undefined : () => setAct(rest),
  });
  useReturnedFocus();
  useEffect(() => panel.current?.focus(), []);
  return (
    <aside className="evidence" aria-label={task?.name ?? words.heading} ref={panel} tabIndex={-1}>
      <header>
        <h2 className="mono">{task?.name ?? words.heading}</h2>
        <button type="button" className="button small" onClick={onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </header>
      {task === undefined ? (
        <section>
          <p>{words.gone}</p>
        </section>
      ) : (
        <section>
          <p className="evidence-sentence" lang="en">
            {schedule.apps.find(({ app }) => app === task.app)?.label ?? task.app}
          </p>
          <TaskFacts task={task} zone={schedule.clock.zone} />
          <p className="evidence-actions">
            {rest !== undefined && (
              <button type="button" className="button" onClick={() => setAct(rest)}>
                {words[rest]} <kbd aria-hidden="true">p</kbd>
              </button>
            )}
            <button type="button" className="button" onClick={() => setAct("remove")}>
              {words.remove}
            </button>
            <PageLink className="button" href={pages.object("task", task.id)}>
              {text.shop.records}
            </PageLink>
          </p>
        </section>
      )}
      {task !== undefined && act !== undefined && (
        <TaskAct
          act={act}
          task={task}
          make={props.make}
          onClose={() => setAct(undefined)}
          onGone={onClose}
        />
      )}
    </aside>
  );
}

/** Pause or resume, whichever it can; neither for one that has run. */
function restingAct(task: ShopTask | undefined): "pause" | "resume" | undefined {
  if (task === undefined || task.state === "done") return undefined;
  return task.state === "paused" ? "resume" : "pause";
}

function TaskFacts({ task, zone: wall }: { readonly task: ShopTask; readonly zone: string }) {
  const zone = useZone();
  const { facts, ...words } = text.shop.tasks;
  const next = task.nextDueMs === null ? null : new Date(task.nextDueMs).toISOString();
  const last = task.last === null ? null : new Date(task.last.due).toISOString();
  return (
    <dl className="evidence-facts">
      <dt>{words.columns.state}</dt>
      <dd>{words.states[task.state]}</dd>
      <dt>{facts.recurrence}</dt>
      <dd>
        <RecurrenceText recurrence={task.recurrence} />
      </dd>
      <dt>{facts.first}</dt>
      <dd>
        <span className="mono">{wallText(task.time)}</span>
        <span className="evidence-sub">{words.onWall(wall)}</span>
      </dd>
      <dt>{facts.next}</dt>
      <dd>
        {next === null ? (
          words.noNext
        ) : (
          <>
            <TimeText iso={next} zone={zone} withDate /> {zoneLabel(next, zone)}
          </>
        )}
        {task.shift !== null && <span className="evidence-sub">{words.shifts[task.shift]}</span>}
      </dd>
      <dt>{facts.last}</dt>
      <dd>
        <OutcomeText last={task.last} />
        {last !== null && (
          <span className="evidence-sub">
            <TimeText iso={last} zone={zone} withDate /> {zoneLabel(last, zone)}
          </span>
        )}
      </dd>
      {task.last !== null && task.last.reason !== null && (
        <>
          <dt>{facts.reason}</dt>
          <dd lang="en">{task.last.reason}</dd>
        </>
      )}
      <dt>{facts.calls}</dt>
      <dd className="mono breaking">
        {task.host}/{task.url}
      </dd>
      <dt>{facts.source}</dt>
      <dd className="mono">{task.source}</dd>
      {task.data !== "" && (
        <>
          <dt>{facts.data}</dt>
          <dd className="mono breaking">{task.data}</dd>
        </>
      )}
      <dt>{facts.id}</dt>
      <dd className="mono">{task.id}</dd>
    </dl>
  );
}

function TaskAct(props: {
  readonly act: Act;
  readonly task: ShopTask;
  readonly make: ReturnType<typeof useShopChange>["make"];
  readonly onClose: () => void;
  /** It is no longer on the schedule. */
  readonly onGone: () => void;
}) {
  const { act, task, make } = props;
  const words = text.shop.tasks;
  const { heading, effect, record, verb, done, ask } = {
    pause: {
      heading: words.pauseHeading,
      effect: words.pauseEffect,
      record: words.pauseRecord,
      verb: words.pauseVerb,
      done: words.paused,
      ask: shopChanges.pauseTask,
    },
    resume: {
      heading: words.resumeHeading,
      effect: words.resumeEffect,
      record: words.resumeRecord,
      verb: words.resumeVerb,
      done: words.resumed,
      ask: shopChanges.resumeTask,
    },
    remove: {
      heading: words.removeHeading,
      effect: words.removeEffect,
      record: words.removeRecord,
      verb: words.removeVerb,
      done: words.removed,
      ask: shopChanges.removeTask,
    },
  }[act];
  return (
    <ChangeDialog
      heading={heading(task.name)}
      effect={effect}
      record={record}
      verb={verb}
      onConfirm={async () => {
        await make(ask(task.id), () => done(task.name));
        if (act === "remove") props.onGone();
      }}
      onClose={props.onClose}
    />
  );
}
