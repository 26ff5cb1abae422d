import { idsOf } from "./event-readers.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { LinkModel } from "./lifecycle-model.ts";
import { isOwnEvent } from "./named-objects.ts";

/** IDs of the objects to which an event links this one as the model's link says; never its own. */
export function linkedIds(
  event: LifecycleEvent,
  type: string,
  ids: ReadonlySet<string>,
  link: LinkModel,
): readonly string[] {
  if (!link.events.includes(event.type)) return [];
  const takesPart =
    link.as === undefined
      ? isOwnEvent(event, type, ids)
      : event.objects.some(
          (object) => object.type === type && object.role === link.as && ids.has(object.id),
        );
  if (!takesPart) return [];
  const named = idsOf(event, link.type, link.role);
  const others =
    link.type === "transaction" && event.transactionId !== null
      ? [...new Set([...named, event.transactionId])]
      : named;
  return others.filter((id) => link.type !== type || !ids.has(id));
}
