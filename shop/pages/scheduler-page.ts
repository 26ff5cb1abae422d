import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { localMinuteText } from "#domain/scheduling/local-minute.ts";
import { isNamedRecurrence } from "#domain/scheduling/recurrence.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import {
  type ClockInfo,
  type ScheduledTask,
  SCHEDULER_OPERATIONS,
  SPEED_MAX,
  SPEED_MIN,
} from "../scheduler/scheduler-operations.ts";
import { isTaskApp, TASK_APPS } from "../scheduler/task-operations.ts";
import type { Operation } from "../services/operation.ts";
import { problemOf } from "../services/problem.ts";
import { askScheduler } from "../scheduler/ask-scheduler.ts";
import { renderConfirmation } from "./confirmation.ts";
import { fieldText, readFields } from "./form-fields.ts";
import { donePath, doneSentence } from "./page-message.ts";
import { PAGES, TASK_ACTS, taskPath } from "./page-paths.ts";
import { type PageFrame, renderPage } from "./render-page.ts";
import {
  APP_CHOICES,
  checkTaskForm,
  emptyTaskForm,
  readTaskForm,
  RECURRENCE_CHOICES,
  recurrenceWords,
  type TaskForm,
  type TaskFormErrors,
} from "./task-form.ts";

const MINUTE_MS = 60_000;

const actParams = z.object({ id: z.string().max(64), act: z.enum(TASK_ACTS) });

const OUTCOME_WORDS = {
  success: "done",
  failure: "failed",
  unknown: "not known",
  missed: "missed",
} as const;

const SHIFT_WORDS = {
  skipped: "The wall clock skips this time on that day: it runs at the first minute after.",
  twice: "The wall clock shows this time twice on that day: it runs at the first.",
} as const;

/** The scheduler's clock and tasks, and a form that adds one. */
export function addSchedulerPage(app: FastifyInstance, shop: ShopContext): void {
  const ask = <Input, Answer>(operation: Operation<Input, Answer>, input: Input) =>
    askScheduler(shop, operation, input);
  const show = async (told: Told): Promise<string> => {
    const info = await ask(SCHEDULER_OPERATIONS.clockInfo, {});
    const tasks = await ask(SCHEDULER_OPERATIONS.listTasks, {});
    return render(info, tasks, told);
  };
  const showFailed = async (reply: FastifyReply, error: unknown, told: Told): Promise<string> => {
    const { status, detail } = problemOf(error);
    // Where the scheduler itself is away, this fails as well and the page says so.
    const page = await show({ ...told, failed: detail });
    reply.status(status);
    return page;
  };

  app.get(PAGES.scheduler, async ({ query }) => show({ done: doneSentence(query) }));

  app.post(PAGES.addTask, async ({ body }, reply) => {
    const form = readTaskForm(readFields(body));
    const checked = checkTaskForm(form, await ask(SCHEDULER_OPERATIONS.clockInfo, {}));
    if ("errors" in checked) {
      const page = await show({ form, errors: checked.errors });
      return reply.status(422).send(page);
    }
    try {
      await ask(SCHEDULER_OPERATIONS.addTask, checked.task);
    } catch (error) {
      return showFailed(reply, error, { form });
    }
    return reply.redirect(donePath(PAGES.scheduler, "task-added"), 303);
  });

  app.post(PAGES.clockSpeed, async ({ body }, reply) => {
    const text = fieldText(readFields(body), "speed");
    const speed = Number(text);
    if (text === "" || !(speed >= SPEED_MIN && speed <= SPEED_MAX)) {
      const speedError = `Give a number from ${SPEED_MIN} to ${SPEED_MAX}.`;
      return reply.status(422).send(await show({ speed: text, speedError }));
    }
    try {
      await askScheduler(shop, SCHEDULER_OPERATIONS.setClockSpeed, { speed }, speed);
    } catch (error) {
      return showFailed(reply, error, { speed: text });
    }
    return reply.redirect(donePath(PAGES.scheduler, "speed-set"), 303);
  });

  app.get(`${PAGES.addTask}/:id/remove`, async ({ params }) => {
    const { id } = z.object({ id: z.string() }).parse(params);
    const tasks = await ask(SCHEDULER_OPERATIONS.listTasks, {});
    const task = tasks.find((candidate) => candidate.id === id);
    if (task === undefined) throw new ShopError("not-found", `There is no task ${id}.`);
    return renderConfirmation({
      question: `Take ${task.name} off the schedule?`,
      effects: [
        task.next === null
          ? "It would not run again anyway."
          : `It will not run at ${spaced(task.next)}.`,
        "A run that is under way goes on to its end.",
      ],
      records: ["task.removed"],
      action: taskPath(id, "remove"),
      verb: "Remove the task",
      back: PAGES.scheduler,
      place: PAGES.scheduler,
    });
  });

  app.post(`${PAGES.addTask}/:id/:act`, async ({ params }, reply) => {
    const read = actParams.safeParse(params);
    if (!read.success) throw new ShopError("not-found", "There is nothing here.");
    const { id, act } = read.data;
    try {
      if (act === "pause") await ask(SCHEDULER_OPERATIONS.pauseTask, { taskId: id });
      else if (act === "resume") await ask(SCHEDULER_OPERATIONS.resumeTask, { taskId: id });
      else await ask(SCHEDULER_OPERATIONS.removeTask, { taskId: id });
    } catch (error) {
      return showFailed(reply, error, {});
    }
    const done = ({ pause: "paused", resume: "resumed", remove: "removed" } as const)[act];
    return reply.redirect(donePath(PAGES.scheduler, `task-${done}`), 303);
  });
}

interface Told extends Partial<Pick<PageFrame, "done" | "failed">> {
  readonly form?: TaskForm;
  readonly errors?: TaskFormErrors;
  readonly speed?: string;
  readonly speedError?: string;
}

function render(info: ClockInfo, tasks: readonly ScheduledTask[], told: Told): string {
  const { form, errors, speed, speedError, ...frame } = told;
  const nextMinute = localMinuteText(info.nowMs + MINUTE_MS, info.zone);
  return renderPage(
    "scheduler",
    { title: "Scheduler", place: PAGES.scheduler, ...frame },
    {
      info,
      tasks: tasks.map(taskView),
      form: form ?? emptyTaskForm(nextMinute),
      errors: errors ?? {},
      speed: speed ?? info.speed,
      speedError: speedError ?? null,
      speedMin: SPEED_MIN,
      speedMax: SPEED_MAX,
      apps: APP_CHOICES,
      recurrences: RECURRENCE_CHOICES,
      paths: PAGES,
    },
  );
}

function taskView(task: ScheduledTask): object {
  return {
    name: task.name,
    label: isTaskApp(task.app) ? TASK_APPS[task.app].label : task.url,
    url: task.url,
    time: task.time.replace("T", " "),
    recurrence: recurrenceWords(task.recurrence),
    isCron: !isNamedRecurrence(task.recurrence),
    state: task.state,
    next: task.next === null ? null : spaced(task.next),
    shift: task.shift === null ? null : SHIFT_WORDS[task.shift],
    last:
      task.last === null
        ? null
        : {
            due: spaced(task.last.due),
            outcome: task.last.outcome,
            words: OUTCOME_WORDS[task.last.outcome],
            reason: task.last.reason,
          },
    canPause: task.state === "waiting" || task.state === "running",
    canResume: task.state === "paused",
    pausePath: taskPath(task.id, "pause"),
    resumePath: taskPath(task.id, "resume"),
    removePath: taskPath(task.id, "remove"),
  };
}

/** A time with its offset, as people read it. */
function spaced(time: string): string {
  return time.replace("T", " ").replace(/(?=[+-]\d{2}:\d{2}$)/, " ");
}
