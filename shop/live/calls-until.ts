import type { Operation } from "../services/operation.ts";
import type { CallOptions, ServiceClient } from "../services/service-client.ts";

/**
 * The same services until the signal comes; who waits for one then waits for ever, as if the process had been
 * killed: what a call was for is taken up at the next start, while a failure would be taken for an answer.
 */
export class CallsUntil implements ServiceClient {
  readonly #services: ServiceClient;
  readonly #signal: AbortSignal;

  constructor(services: ServiceClient, signal: AbortSignal) {
    this.#services = services;
    this.#signal = signal;
  }

  async call<Input, Answer>(
    service: string,
    operation: Operation<Input, Answer>,
    input: Input,
    options?: CallOptions,
  ): Promise<Answer> {
    try {
      return await this.#services.call(service, operation, input, options);
    } finally {
      if (this.#signal.aborted) await new Promise(() => undefined);
    }
  }
}
