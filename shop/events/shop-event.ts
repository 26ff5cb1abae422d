import type { Amount, ObjectReference } from "#domain/events/event.ts";

/** What a step of the shop says of itself; the outbox adds `id` and `time`. See docs/events.md for the types. */
export interface ShopEvent {
  readonly type: string;
  /** The visit's; absent only with `unattributed`. */
  readonly transactionId?: string;
  /** Why there is no transaction ID. Steps that belong to no visit by nature (tasks, sources) have neither. */
  readonly unattributed?: string;
  readonly objects?: readonly ObjectReference[];
  readonly actor?: { readonly type: string; readonly id: string };
  readonly amount?: Amount;
  readonly outcome?: "success" | "failure" | "unknown";
  readonly reason?: string;
  /** One plain sentence; no personal data and no secrets in it. */
  readonly message: string;
  readonly level?: "info" | "warning" | "error";
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** As it stands in the outbox and is logged: `id` is unique and never changes, `time` is the shop clock's. */
export interface LoggedEvent extends ShopEvent {
  readonly id: string;
  readonly time: string;
}
