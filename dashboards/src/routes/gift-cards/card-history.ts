import type { ObjectAnswer } from "#query/answers/object-answers.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

export const MOVEMENT_KINDS = [
  "issued",
  "authorized",
  "reauthorized",
  "captured",
  "released",
  "refunded",
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** One record that moved a card's account, and how the account stood after it. Minor units. */
export interface Movement {
  readonly at: string;
  readonly kind: MovementKind;
  readonly amountMinor: number | null;
  readonly authorizationId: string | null;
  readonly order: string | null;
  readonly balanceMinor: number;
  readonly authorizedMinor: number;
  readonly availableMinor: number;
  readonly reference: string;
}

/** The movements of the account, oldest first, as the card's life tells them. */
export function cardHistory({ details }: Lifecycle): readonly Movement[] {
  const { history } = details;
  return Array.isArray(history) ? history.flatMap((step: unknown) => movementOf(step) ?? []) : [];
}

/** A card that was used more often than is told shows its last movements alone. */
export function isHistoryCut({ details }: Lifecycle): boolean {
  return details["isHistoryTruncated"] === true;
}

function movementOf(step: unknown): Movement | null {
  if (!isRecord(step)) return null;
  const kind = MOVEMENT_KINDS.find((known) => known === step["kind"]);
  const at = textOrNull(step["at"]);
  const reference = textOrNull(step["reference"]);
  const balanceMinor = numberOrNull(step["balanceMinor"]);
  const authorizedMinor = numberOrNull(step["authorizedMinor"]);
  const availableMinor = numberOrNull(step["availableMinor"]);
  if (kind === undefined || at === null || reference === null) return null;
  if (balanceMinor === null || authorizedMinor === null || availableMinor === null) return null;
  return {
    at,
    kind,
    amountMinor: numberOrNull(step["amountMinor"]),
    authorizationId: textOrNull(step["authorizationId"]),
    order: textOrNull(step["order"]),
    balanceMinor,
    authorizedMinor,
    availableMinor,
    reference,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Place of the last movement at that moment or before, that very millisecond included; -1 before the first. */
export function movementAt(history: readonly Movement[], asOf: string | undefined): number {
  if (asOf === undefined) return history.length - 1;
  const atMs = Date.parse(asOf);
  return history.findLastIndex(({ at }) => Date.parse(at) <= atMs);
}

/** The last movement of each millisecond: between those of one, an account has no moment of its own. */
export function momentsOf(history: readonly Movement[]): readonly Movement[] {
  return history.filter(({ at }, place) => history[place + 1]?.at !== at);
}
