import type { MessagePort, TransferListItem, Worker } from "node:worker_threads";
import { TracewellError } from "#domain/errors.ts";
import { fromFailure, toFailure, type Failure } from "./thread-failure.ts";
import type { ThreadNotices } from "./threads.ts";

interface Call {
  readonly call: number;
  readonly method: string;
  readonly argument: unknown;
}
interface Reply {
  readonly reply: number;
  readonly value?: unknown;
  readonly failure?: Failure;
}
interface Notice {
  readonly notice: string;
  readonly value: unknown;
}
type Message = Call | Reply | Notice;

type Port = Pick<MessagePort, "postMessage" | "on"> | Pick<Worker, "postMessage" | "on">;

export type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

/** Answers calls on a port. A handler may return a promise; errors go back to the caller. */
export function serveCalls(port: Port, handlers: Handlers): void {
  port.on("message", (message: Message) => {
    if (!("call" in message)) return;
    const { call, method, argument } = message;
    void (async () => {
      try {
        const handler = handlers[method];
        if (handler === undefined) throw new TracewellError("internal", `No such call: ${method}`);
        port.postMessage({ reply: call, value: await handler(argument as never) } satisfies Reply);
      } catch (error) {
        port.postMessage({ reply: call, failure: toFailure(error) } satisfies Reply);
      }
    })();
  });
}

export function notify<Name extends keyof ThreadNotices>(
  port: Port,
  notice: Name,
  value: ThreadNotices[Name],
): void {
  port.postMessage({ notice, value } satisfies Notice);
}

/** The calling side of a port, whoever answers on the other. Calls fail with what `end` was given, once it was. */
export class CallClient {
  readonly #port: Port;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  #nextCall = 1;
  #ended: Error | null = null;

  constructor(port: Port) {
    this.#port = port;
    port.on("message", (message: Message) => this.#receive(message));
  }

  get pendingCalls(): number {
    return this.#waiting.size;
  }

  get hasEnded(): boolean {
    return this.#ended !== null;
  }

  call<Result>(
    method: string,
    argument: unknown,
    transfer: TransferListItem[] = [],
  ): Promise<Result> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const call = this.#nextCall++;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(call, { resolve: resolve as (value: unknown) => void, reject });
      this.#port.postMessage({ call, method, argument } satisfies Call, transfer);
    });
  }

  /** Rejects what waits and what comes; the first reason stays. */
  end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }

  #receive(message: Message): void {
    if (!("reply" in message)) return;
    const waiting = this.#waiting.get(message.reply);
    this.#waiting.delete(message.reply);
    if (message.failure === undefined) waiting?.resolve(message.value);
    else waiting?.reject(fromFailure(message.failure));
  }
}

/** The calling side of one thread. Calls fail with `closed` once the thread has ended. */
export class ThreadClient {
  readonly #worker: Worker;
  readonly #name: string;
  readonly #calls: CallClient;
  readonly #listeners = new Map<string, (value: never) => void>();
  readonly exited: Promise<number>;

  constructor(name: string, worker: Worker) {
    this.#name = name;
    this.#worker = worker;
    this.#calls = new CallClient(worker);
    worker.on("message", (message: Message) => this.#notice(message));
    worker.on("error", (error) =>
      this.#end(error instanceof Error ? error : new Error(String(error))),
    );
    this.exited = new Promise((resolve) => {
      worker.on("exit", (code) => {
        this.#calls.end(new TracewellError("closed", `The ${name} thread has ended.`));
        resolve(code);
      });
    });
  }

  get pendingCalls(): number {
    return this.#calls.pendingCalls;
  }

  call<Result>(
    method: string,
    argument: unknown,
    transfer: TransferListItem[] = [],
  ): Promise<Result> {
    return this.#calls.call<Result>(method, argument, transfer);
  }

  /** Answers what the thread asks of this one. */
  serve(handlers: Handlers): void {
    serveCalls(this.#worker, handlers);
  }

  /** Ends the thread wherever it is; for work that may be cut off at any point. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /**
   * Asks the thread to close and waits for its end. A thread that fails to, or has not ended after
   * `withinMs`, is ended by force, and `internal` is thrown.
   */
  async close(withinMs: number): Promise<void> {
    const { promise: late, resolve: giveUp } = Promise.withResolvers<"late">();
    const timer = setTimeout(giveUp, withinMs, "late");
    let failure = `did not close within ${withinMs / 1000} s`;
    try {
      if ((await Promise.race([this.#closed(), late])) !== "late") return;
    } catch (error) {
      failure = `failed to close: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      clearTimeout(timer);
    }
    // Even a thread that cannot be ended must not keep the process.
    this.#worker.unref();
    void this.#worker.terminate();
    throw new TracewellError("internal", `The ${this.#name} thread ${failure}; it was ended.`);
  }

  async #closed(): Promise<number> {
    try {
      await this.call("close", null);
    } catch (error) {
      if (!this.#calls.hasEnded) throw error;
    }
    return this.exited;
  }

  onNotice<Name extends keyof ThreadNotices>(
    notice: Name,
    listener: (value: ThreadNotices[Name]) => void,
  ): void {
    this.#listeners.set(notice, listener);
  }

  #notice(message: Message): void {
    if ("notice" in message) this.#listeners.get(message.notice)?.(message.value as never);
  }

  #end(error: Error): void {
    const reason = `The ${this.#name} thread ended: ${error.message}`;
    this.#calls.end(new TracewellError("closed", reason, { cause: error }));
  }
}
