import { timeText } from "../clock/shop-clock.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import type { TaskRow } from "./scheduler-schema.ts";

type TaskEventType =
  | "task.scheduled"
  | "task.started"
  | "task.completed"
  | "task.failed"
  | "task.missed"
  | "task.paused"
  | "task.resumed"
  | "task.removed";

/** An event of a task. `dueMs`: of the run that it is about, or of the next one. */
export function taskEvent(
  type: TaskEventType,
  task: Pick<TaskRow, "id" | "name" | "app" | "recurrence" | "source">,
  dueMs: number | null,
  told: Pick<ShopEvent, "message" | "outcome" | "reason" | "level" | "attributes">,
): ShopEvent {
  const { attributes, ...rest } = told;
  return {
    type,
    objects: [{ type: "task", id: task.id }],
    ...rest,
    attributes: {
      name: task.name,
      app: task.app,
      recurrence: task.recurrence,
      source: task.source,
      ...(dueMs !== null && { dueAt: timeText(dueMs) }),
      ...attributes,
    },
  };
}
