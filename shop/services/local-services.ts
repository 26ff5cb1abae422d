import type { ShopClock } from "../clock/shop-clock.ts";
import { ShopError } from "../errors.ts";
import type { Operation, OperationHandler, ServiceDefinition } from "./operation.ts";
import { CALL_TIMEOUT_MS, type CallOptions, type ServiceClient } from "./service-client.ts";

/** The way to a service and back. */
export interface Travel {
  readonly requestMs: number;
  readonly answerMs: number;
  /** The request, or the answer after it was done, never arrives. */
  readonly lost?: "request" | "answer";
}

/** Services within the process, reached in the time that `travel` says on the shop's clock. */
export class LocalServices implements ServiceClient {
  readonly #handlers = new Map<string, OperationHandler>();
  readonly #clock: ShopClock;
  readonly #travel: (service: string, operation: string, input: unknown) => Travel;

  constructor(options: {
    readonly clock: ShopClock;
    readonly travel: (service: string, operation: string, input: unknown) => Travel;
  }) {
    this.#clock = options.clock;
    this.#travel = options.travel;
  }

  add({ name, handlers }: ServiceDefinition): void {
    for (const handler of handlers) {
      this.#handlers.set(`${name}/${handler.operation.name}`, handler);
    }
  }

  async call<Input, Answer>(
    service: string,
    operation: Operation<Input, Answer>,
    input: Input,
    { timeoutMs = CALL_TIMEOUT_MS }: CallOptions = {},
  ): Promise<Answer> {
    const handler = this.#handlers.get(`${service}/${operation.name}`);
    if (handler === undefined) {
      throw new ShopError("service-unavailable", `There is no service ${service} here.`);
    }
    const answered = new AbortController();
    const answer = this.#ask(handler, service, input);
    const timeout = this.#clock.sleep(timeoutMs, answered.signal).then((): null => null);
    try {
      // Both may come in the same moment: the answer was then not in time.
      const first = await Promise.race([answer.then((value) => ({ value })), timeout]);
      if (first !== null) return readAnswer(service, operation, first.value);
    } finally {
      // Only once the race is decided: the clock wakes whoever is called off. A reason of its own spares an
      // error with its stack for each call.
      answered.abort("answered");
    }
    // It goes on alone; nobody hears how it ends.
    answer.catch(() => undefined);
    throw timedOut(service, operation.name, timeoutMs);
  }

  async #ask(handler: OperationHandler, service: string, input: unknown): Promise<unknown> {
    const { requestMs, answerMs, lost } = this.#travel(service, handler.operation.name, input);
    await this.#clock.sleep(requestMs);
    if (lost === "request") return never();
    // What is passed over a network is a copy.
    let answer: unknown;
    try {
      answer = await handler.handle(structuredClone(input));
    } catch (error) {
      await this.#clock.sleep(answerMs);
      throw asRefusal(service, error);
    }
    if (lost === "answer") return never();
    await this.#clock.sleep(answerMs);
    return structuredClone(answer);
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

export function timedOut(service: string, operation: string, timeoutMs: number): ShopError {
  return new ShopError(
    "service-timeout",
    `${service} did not answer ${operation} within ${timeoutMs} ms.`,
    { detail: { service, operation, timeoutMs } },
  );
}

/** Throws `malformed-answer` unless the schema accepts it. */
export function readAnswer<Answer>(
  service: string,
  operation: Operation<never, Answer> | Operation<unknown, Answer>,
  value: unknown,
): Answer {
  const read = operation.answer.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const place = issue?.path.join(".") || "the whole";
  throw new ShopError(
    "malformed-answer",
    `${service} answered ${operation.name} with something else: ${place}: ${issue?.message ?? "unreadable"}.`,
    { cause: read.error, detail: { service, operation: operation.name, place } },
  );
}

function asRefusal(service: string, error: unknown): unknown {
  if (!(error instanceof ShopError)) return error;
  return new ShopError("service-refused", `${service} refused: ${error.message}`, {
    cause: error,
    detail: { ...error.detail, service, code: error.code },
  });
}
