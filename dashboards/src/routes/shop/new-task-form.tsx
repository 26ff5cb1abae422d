import { useEffect, useRef, useState } from "react";
import type { ShopSchedule } from "#query/answers/shop-answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { shopChanges } from "../../api/shop.ts";
import { ProblemLine } from "../../components/problem-view.tsx";
import { useReturnedFocus } from "../../components/use-returned-focus.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import type { useShopChange } from "./change-done.tsx";
import {
  askedTask,
  emptyTask,
  fieldOf,
  type NewTask,
  type NewTaskErrors,
  type NewTaskField,
  RECURRENCE_CHOICES,
} from "./new-task.ts";
import { wallText } from "./task-words.tsx";

/** Puts a task on the schedule; what the scheduler refuses is said at the field. */
export function NewTaskForm(props: {
  readonly schedule: ShopSchedule;
  readonly make: ReturnType<typeof useShopChange>["make"];
  readonly onClose: () => void;
}) {
  const { apps, clock } = props.schedule;
  const [task, setTask] = useState(() => emptyTask(apps[0]?.app ?? "", clock));
  const [errors, setErrors] = useState<NewTaskErrors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [isAsking, setIsAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const words = text.shop.newTask;
  useShortcuts("panel", { Escape: props.onClose });
  useReturnedFocus();
  useEffect(() => form.current?.querySelector("select")?.focus(), []);
  useEffect(() => {
    const [first] = Object.keys(errors);
    if (first !== undefined)
      form.current?.querySelector<HTMLElement>(`#new-task-${first}`)?.focus();
  }, [errors]);
  const set = (some: Partial<NewTask>) => setTask({ ...task, ...some });
  const send = async () => {
    const missing = missingFields(task);
    setErrors(missing);
    setFailure(null);
    if (Object.keys(missing).length > 0) return;
    setIsAsking(true);
    const app = apps.find((choice) => choice.app === task.app);
    try {
      await props.make(shopChanges.addTask(askedTask(task)), () =>
        words.done(app?.name ?? task.app),
      );
      props.onClose();
    } catch (error) {
      const refused = refusedFields(error, task);
      setErrors(refused);
      if (Object.keys(refused).length === 0) setFailure(error);
      setIsAsking(false);
    }
  };
  const chosen = apps.find(({ app }) => app === task.app);
  return (
    <aside className="evidence" aria-label={words.heading}>
      <header>
        <h2>{words.heading}</h2>
        <button type="button" className="button small" onClick={props.onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </header>
      <form
        ref={form}
        className="new-task"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isAsking) void send();
        }}
      >
        <Field name="app" label={words.app} errors={errors}>
          {(attributes) => (
            <select
              {...attributes}
              className="field"
              value={task.app}
              onChange={({ target }) => set({ app: target.value })}
            >
              {apps.map(({ app, label }) => (
                <option key={app} value={app} lang="en">
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        {chosen !== undefined && (
          <p className="quiet breaking">{words.calls(chosen.host, chosen.url)}</p>
        )}
        <Field name="time" label={words.time(clock.zone)} errors={errors}>
          {(attributes) => (
            <input
              {...attributes}
              className="field"
              type="datetime-local"
              value={task.time}
              onChange={({ target }) => set({ time: target.value })}
            />
          )}
        </Field>
        {task.time !== "" && (
          // Browsers write dates in many ways; this one is as the scheduler keeps it.
          <p className="quiet mono">{wallText(task.time)}</p>
        )}
        <Field name="recurrence" label={words.recurrence} errors={errors}>
          {(attributes) => (
            <select
              {...attributes}
              className="field"
              value={task.recurrence}
              onChange={({ target }) => {
                const choice = RECURRENCE_CHOICES.find((known) => known === target.value);
                if (choice !== undefined) set({ recurrence: choice });
              }}
            >
              {RECURRENCE_CHOICES.map((choice) => (
                <option key={choice} value={choice}>
                  {text.shop.tasks.recurrences[choice]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {task.recurrence === "cron" && (
          <Field name="cron" label={words.cron} errors={errors}>
            {(attributes) => (
              <input
                {...attributes}
                className="field mono"
                maxLength={CRON_CHARACTERS_MAX}
                autoComplete="off"
                spellCheck={false}
                placeholder={words.cronExample}
                value={task.cron}
                onChange={({ target }) => set({ cron: target.value })}
              />
            )}
          </Field>
        )}
        {failure !== null && <ProblemLine error={failure} />}
        <p className="shop-record">{words.record}</p>
        <button type="submit" className="button primary" disabled={isAsking}>
          {words.verb}
        </button>
      </form>
    </aside>
  );
}

/** Longest cron expression that the scheduler reads. */
const CRON_CHARACTERS_MAX = 100;

interface FieldAttributes {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

function Field(props: {
  readonly name: NewTaskField;
  readonly label: string;
  readonly errors: NewTaskErrors;
  readonly children: (attributes: FieldAttributes) => React.ReactNode;
}) {
  const id = `new-task-${props.name}`;
  const wrong = props.errors[props.name];
  const attributes = {
    id,
    "aria-invalid": wrong !== undefined,
    "aria-describedby": wrong === undefined ? undefined : `${id}-wrong`,
  };
  return (
    <div className="shop-field">
      <label htmlFor={id} className="label">
        {props.label}
      </label>
      {props.children(attributes)}
      {wrong !== undefined && (
        <p id={`${id}-wrong`} className="shop-wrong" lang="en">
          {wrong}
        </p>
      )}
    </div>
  );
}

function missingFields({ time, recurrence, cron }: NewTask): NewTaskErrors {
  const words = text.shop.newTask;
  return {
    ...(time === "" && { time: words.timeMissing }),
    ...(recurrence === "cron" && cron.trim() === "" && { cron: words.cronMissing }),
  };
}

/** What the service said of fields; nothing where it failed as a whole. */
function refusedFields(error: unknown, { recurrence }: NewTask): NewTaskErrors {
  if (!(error instanceof ApiProblem) || !Array.isArray(error.members["errors"])) return {};
  const named: Partial<Record<NewTaskField, string>> = {};
  for (const issue of error.members["errors"]) {
    if (typeof issue?.path !== "string" || typeof issue.message !== "string") continue;
    const field = fieldOf(issue.path, recurrence);
    if (field !== null) named[field] = issue.message;
  }
  return named;
}
