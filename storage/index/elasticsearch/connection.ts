import { setTimeout } from "node:timers/promises";
import { Client } from "@elastic/elasticsearch";
import { TracewellError } from "#domain/errors.ts";
import { RetryDelays } from "../retry-delays.ts";
import { checkPrefix, STANDARD_PREFIX } from "./partition-names.ts";
import { isTransient, translateError } from "./translate-error.ts";

/**
 * Tries of one request before it is given up: with the pauses between them some 1.5 seconds, in which a
 * full queue empties. Longer outages are the follower's to sit out, and a person's to hear of.
 */
export const ATTEMPTS_MAX = 5;

/**
 * A bulk of 8 MiB takes a second on a busy machine. Shorter than the time that a thread has for closing, so
 * that a cluster which hangs does not make it end by force.
 */
const REQUEST_TIMEOUT_MS = 15_000;

/** Where the cluster is, and how our indices are named there. */
export interface ElasticsearchOptions {
  /** Address of a node or of what stands before the nodes; without credentials. */
  readonly url: string;
  /** An encoded API key, for clusters that ask for one. */
  readonly apiKey?: string | undefined;
  /** Begins the names of all indices; several installations may share a cluster. */
  readonly prefix?: string;
  /** Waits between tries; injected, so that tests need not. */
  readonly pause?: (delayMs: number) => Promise<unknown>;
}

/** One client of one cluster, whose failed requests are tried again within a bound. */
export class Connection {
  /** Alias of all partitions, and beginning of their names. */
  readonly prefix: string;
  readonly #client: Client;
  readonly #pause: (delayMs: number) => Promise<unknown>;
  #closed = false;

  /** Nothing is sent yet. Throws `invalid-config` for an address or prefix that cannot be used. */
  constructor(options: ElasticsearchOptions) {
    this.prefix = checkPrefix(options.prefix ?? STANDARD_PREFIX);
    this.#pause = options.pause ?? ((delayMs) => setTimeout(delayMs));
    this.#client = new Client({
      node: { url: parseAddress(options.url) },
      maxRetries: 0,
      requestTimeout: REQUEST_TIMEOUT_MS,
      redaction: { type: "remove" },
      ...(options.apiKey !== undefined && { auth: { apiKey: options.apiKey } }),
    });
  }

  /**
   * Sends a request that may safely be sent twice. No answer and "too much just now" are tried again up to
   * `ATTEMPTS_MAX` times; throws the last failure as one of ours, or `closed`.
   */
  async request<Result>(send: (client: Client) => Promise<Result>): Promise<Result> {
    const delays = new RetryDelays();
    for (let attempt = 1; ; attempt += 1) {
      this.assertOpen();
      try {
        return await send(this.#client);
      } catch (error) {
        if (attempt >= ATTEMPTS_MAX || !isTransient(error)) throw translateError(error);
      }
      await this.wait(delays.next());
    }
  }

  /** Waits before another try. */
  async wait(delayMs: number): Promise<void> {
    await this.#pause(delayMs);
  }

  assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The index is closed.");
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#client.close();
  }
}

/** Checks the address; an error names no part of it, since it might hold a password. */
export function parseAddress(url: string): URL {
  const address = URL.parse(url);
  if (address === null || !["http:", "https:"].includes(address.protocol)) {
    throw new TracewellError(
      "invalid-config",
      "The address of Elasticsearch must be a URL with http or https.",
    );
  }
  if (address.username !== "" || address.password !== "") {
    throw new TracewellError(
      "invalid-config",
      "The address of Elasticsearch must not hold credentials; give an API key of its own.",
    );
  }
  return address;
}
