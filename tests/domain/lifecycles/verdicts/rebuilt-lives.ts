import type { Case } from "#domain/lifecycles/case.ts";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseFrom } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { namedObjects } from "#domain/lifecycles/named-objects.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { JudgedAt } from "#domain/lifecycles/object-lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";

export interface RebuiltLife {
  readonly whole: Case;
  readonly lifecycle: Lifecycle;
}

/** Judged at a millisecond by the deadlines that hold by default. */
export function judgedAt(atMs: number): JudgedAt {
  return { atMs, deadlines: DEFAULT_DEADLINES };
}

/** The cases of every object that the events name, each once, under its own ID. */
export function everyCase(events: readonly LifecycleEvent[]): Case[] {
  const byKey = new Map<string, { readonly key: ObjectKey; readonly events: LifecycleEvent[] }>();
  for (const event of events) {
    for (const key of namedObjects(event)) {
      const known = byKey.get(keyText(key));
      if (known === undefined) byKey.set(keyText(key), { key, events: [event] });
      else known.events.push(event);
    }
  }
  const cases = new Map<string, Case>();
  for (const { key } of byKey.values()) {
    const found = caseFrom(key, (wanted) => byKey.get(keyText(wanted))?.events ?? []);
    if (found !== null) cases.set(keyText(found.object), found);
  }
  return [...cases.values()];
}

/** The life of every object that the events name. */
export function rebuiltLives(events: readonly LifecycleEvent[], judged: JudgedAt): RebuiltLife[] {
  return everyCase(events).map((whole) => ({ whole, lifecycle: reconstruct(whole, judged) }));
}
