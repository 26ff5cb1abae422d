import type { AuditEvent } from "#domain/events/event.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";

/** Objects nobody quotes the ID of: products repeat in every order, tasks and mails are told by others. */
const NOT_RESCUED: ReadonlySet<string> = new Set(["product", "task", "mail"]);

/**
 * The identifiers of an event that people quote and mistake: its transaction, its objects but products,
 * tasks and mails, and its actor where that is a customer. Distinct, in that order; IDs without a letter
 * or digit have no skeleton and are left out. `isKnown` may spare the work for identifiers seen lately.
 */
export function eventIdentifiers(
  event: AuditEvent,
  isKnown: (objectType: string, id: string) => boolean = () => false,
): IndexedIdentifier[] {
  const found: IndexedIdentifier[] = [];
  const add = (objectType: string, id: string): void => {
    if (isKnown(objectType, id)) return;
    if (found.some((known) => known.objectType === objectType && known.id === id)) return;
    const skeleton = skeletonOf(id);
    if (skeleton !== "") found.push({ objectType, id, skeleton });
  };
  if (event.transactionId !== undefined) add("transaction", event.transactionId);
  for (const { type, id } of event.objects ?? []) {
    if (!NOT_RESCUED.has(type)) add(type, id);
  }
  if (event.actor?.type === "customer") add("customer", event.actor.id);
  return found;
}
