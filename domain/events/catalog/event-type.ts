/** Everything an event can be about. A `transaction` is one visit, from the selection of a product on. */
export const OBJECT_TYPES = [
  "transaction",
  "quote",
  "order",
  "payment",
  "giftCard",
  "license",
  "customer",
  "invoice",
  "product",
  "task",
  "replay",
  "mail",
  "incident",
] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

/** What an object is to an event beside taking part in it. */
export const OBJECT_ROLES = {
  foreignId: "the order's ID in the web database and the main database (FID)",
  previous: "the license that is renewed",
  original: "the card that was paid with, where another is credited",
  recipient: "who receives the goods or the mail",
} as const;
export type ObjectRole = keyof typeof OBJECT_ROLES;

/** `timestamp` is RFC 3339 UTC with three decimals. */
export type AttributeKind = "string" | "number" | "boolean" | "timestamp" | "list" | "object";

export interface AttributeDefinition {
  readonly name: string;
  readonly kind: AttributeKind;
  /** Personal and secret values are written as ciphertext and shown as masks. */
  readonly protection?: "personal" | "secret";
  /** The only values, where there are few. */
  readonly values?: readonly (string | boolean)[];
  /** Fields of an object, or of each item of a list. */
  readonly fields?: readonly AttributeDefinition[];
}

export interface ObjectUse {
  readonly type: ObjectType;
  readonly required: boolean;
  readonly role?: ObjectRole;
}

/** Whether a field is to be there: always, sometimes, or never. */
export type Expectation = "expected" | "optional" | "none";

export interface EventType {
  readonly type: string;
  readonly description: string;
  /** Objects it concerns. `any`: whatever the event is about. */
  readonly objects: readonly ObjectUse[] | "any";
  readonly attributes: readonly AttributeDefinition[];
  readonly amount: Expectation;
  readonly reason: Expectation;
  /** Its name is reserved: nothing writes it yet. */
  readonly reserved?: true;
}

interface EventTypeOptions {
  readonly objects?: readonly ObjectUse[] | "any";
  readonly attributes?: readonly AttributeDefinition[];
  readonly amount?: Expectation;
  readonly reason?: Expectation;
}

export function eventType(
  type: string,
  description: string,
  { objects = [], attributes = [], amount = "none", reason = "none" }: EventTypeOptions = {},
): EventType {
  return { type, description, objects, attributes, amount, reason };
}

export function required(type: ObjectType): ObjectUse {
  return { type, required: true };
}

export function optional(type: ObjectType, role?: ObjectRole): ObjectUse {
  return { type, required: false, ...(role === undefined ? {} : { role }) };
}

export function text(name: string, values?: readonly string[]): AttributeDefinition {
  return { name, kind: "string", ...(values === undefined ? {} : { values }) };
}

export function number(name: string): AttributeDefinition {
  return { name, kind: "number" };
}

export function truth(name: string): AttributeDefinition {
  return { name, kind: "boolean" };
}

export function timestamp(name: string): AttributeDefinition {
  return { name, kind: "timestamp" };
}

export function list(name: string, fields?: readonly AttributeDefinition[]): AttributeDefinition {
  return { name, kind: "list", ...(fields === undefined ? {} : { fields }) };
}

export function object(name: string, fields: readonly AttributeDefinition[]): AttributeDefinition {
  return { name, kind: "object", fields };
}

export function personal(name: string): AttributeDefinition {
  return { name, kind: "string", protection: "personal" };
}

export function secret(name: string): AttributeDefinition {
  return { name, kind: "string", protection: "secret" };
}
