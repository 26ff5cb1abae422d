import type { ShopClock } from "../clock/shop-clock.ts";
import { timedOut, type Travel } from "./local-services.ts";
import type { Operation } from "./operation.ts";
import { CALL_TIMEOUT_MS, type CallOptions, type ServiceClient } from "./service-client.ts";

/** Makes the way to real services as long and as lossy as `travel` says, on top of what the network does. */
export class LossyServices implements ServiceClient {
  readonly #services: ServiceClient;
  readonly #clock: ShopClock;
  readonly #travel: (service: string, operation: string, input?: unknown) => Travel;

  constructor(options: {
    readonly services: ServiceClient;
    readonly clock: ShopClock;
    readonly travel: (service: string, operation: string, input?: unknown) => Travel;
  }) {
    this.#services = options.services;
    this.#clock = options.clock;
    this.#travel = options.travel;
  }

  async call<Input, Answer>(
    service: string,
    operation: Operation<Input, Answer>,
    input: Input,
    { timeoutMs = CALL_TIMEOUT_MS }: CallOptions = {},
  ): Promise<Answer> {
    const startMs = this.#clock.nowMs();
    const leftMs = (): number => Math.max(0, startMs + timeoutMs - this.#clock.nowMs());
    const { requestMs, answerMs, lost } = this.#travel(service, operation.name, input);
    await this.#clock.sleep(Math.min(requestMs, timeoutMs));
    if (lost === "request" || leftMs() === 0) {
      await this.#clock.sleep(leftMs());
      throw timedOut(service, operation.name, timeoutMs);
    }
    const answer = await this.#services.call(service, operation, input, { timeoutMs: leftMs() });
    await this.#clock.sleep(lost === "answer" ? leftMs() : Math.min(answerMs, leftMs()));
    if (lost === "answer" || leftMs() === 0) throw timedOut(service, operation.name, timeoutMs);
    return answer;
  }
}
