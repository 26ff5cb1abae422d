import type { z } from "zod";

/** Headers of a request that reach an operation as fields of its input; never in a URL, never in a log. */
export const HEADER_FIELDS = {
  /** A visitor's session: secret. */
  session: "shop-session",
  idempotencyKey: "idempotency-key",
} as const;

/**
 * One operation of a service: the same for those who call it within the process (simulation) and over HTTP.
 * The input is one object: fields named in `path` as `{name}` stand in the URL, `HEADER_FIELDS` in headers,
 * the rest in the query string (GET, DELETE) or the JSON body.
 */
export interface Operation<Input = unknown, Answer = unknown> {
  /** camelCase, unique within its service. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** One line for the API document. */
  readonly summary: string;
  readonly input: z.ZodType<Input>;
  readonly answer: z.ZodType<Answer>;
  /** Only for the shop's own people; over HTTP with name and password. */
  readonly operatorOnly: boolean;
}

/** @example operation({ name: "readState", method: "GET", path: "/payments/{reference}", … }) */
export function operation<Input, Answer>(
  definition: Omit<Operation<Input, Answer>, "operatorOnly"> & { operatorOnly?: boolean },
): Operation<Input, Answer> {
  return { operatorOnly: false, ...definition };
}

export interface OperationHandler {
  readonly operation: Operation;
  readonly handle: (input: unknown) => unknown;
  /** Told of an input that does not fit the operation and that a host refuses before `handle`. */
  readonly refused?: (input: unknown) => void;
}

/**
 * An operation with what it does. What it throws is a `ShopError` (told to the caller) or a fault of ours.
 * @example const handlers = [handler(readState, ({ reference }) => gateway.read(reference))];
 */
export function handler<Input, Answer>(
  given: Operation<Input, Answer>,
  handle: (input: Input) => Answer | Promise<Answer>,
): OperationHandler {
  return { operation: given, handle: (input) => handle(given.input.parse(input)) };
}

/** What one service answers to. `name` is its host in the domain's words: `catalogue-produit`, `crm`, … */
export interface ServiceDefinition {
  readonly name: string;
  readonly handlers: readonly OperationHandler[];
}
