/** The kinds of objects whose life is rebuilt. */
export const LIFECYCLE_TYPES = [
  "order",
  "quote",
  "giftCard",
  "license",
  "payment",
  "transaction",
  "replay",
] as const;
export type LifecycleType = (typeof LIFECYCLE_TYPES)[number];

export function isLifecycleType(type: string): type is LifecycleType {
  return (LIFECYCLE_TYPES as readonly string[]).includes(type);
}

/** One object: its type and its ID as events write it. */
export interface ObjectKey {
  readonly type: LifecycleType;
  readonly id: string;
}

/** One text for both, to look up by; a type holds no blank. */
export function keyText({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type} ${id}`;
}
