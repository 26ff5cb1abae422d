import type { LifecycleEvent } from "./lifecycle-event.ts";

/** First parts of types that tell of the log itself, or of who looked at it, and not of the object. */
const NOT_OF_THE_STORY: ReadonlySet<string> = new Set([
  "finding",
  "alert",
  "access",
  "export",
  "hold",
  "erasure",
  "key",
]);

/** Whether it tells of the object itself, and not of the log or of who looked at it. */
export function isOfTheStory({ type }: LifecycleEvent): boolean {
  return !NOT_OF_THE_STORY.has(type.slice(0, type.indexOf(".")));
}
