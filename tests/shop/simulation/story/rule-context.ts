import type { OrderStory } from "./order-story.ts";
import { ofType, type ToldEvent, type ToldEvents } from "./told-events.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What a rule looks at: all events, those of its object, and the time at which it is asked. */
export interface RuleContext {
  readonly told: ToldEvents;
  readonly endMs: number;
  readonly events: readonly ToldEvent[];
}

export interface OrderContext extends RuleContext {
  readonly order: OrderStory;
}

export interface IdContext extends RuleContext {
  readonly id: string;
}

/** By the name of the rule: whether it holds. */
export type Rules<Context> = Readonly<Record<string, (context: Context) => boolean>>;

export function has(events: readonly ToldEvent[], ...types: string[]): boolean {
  return ofType(events, ...types).length > 0;
}
