import { Agent, request } from "node:http";

/** A lean HTTP client with kept connections, so that little of what is measured is the client's. */
export class BenchClient {
  readonly #url: URL;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(url: string, token: string) {
    this.#url = new URL(url);
    this.#token = token;
  }

  call(method: "GET" | "POST", path: string, body?: Buffer): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: this.#url.hostname,
          port: this.#url.port,
          agent: this.#agent,
          method,
          path,
          headers: {
            authorization: `Bearer ${this.#token}`,
            ...(body !== undefined && {
              "content-type": "application/x-ndjson",
              "content-length": body.length,
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(JSON.parse(text));
            else
              reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`));
          });
        },
      );
      call.on("error", reject);
      call.end(body);
    });
  }

  /** One figure of `/metrics`; NaN when it is not there. */
  async metric(name: string): Promise<number> {
    const response = await fetch(new URL("/metrics", this.#url), {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    const line = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(await response.text());
    return Number(line?.[1] ?? Number.NaN);
  }

  close(): void {
    this.#agent.destroy();
  }
}

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly calls: number;
}

/** Runs calls one after another and gives percentiles of their times. */
export async function measureLatency(
  calls: number,
  call: (number: number) => Promise<unknown>,
): Promise<Latency> {
  const timesMs: number[] = [];
  for (let number = 0; number < calls; number++) {
    const startedMs = performance.now();
    await call(number);
    timesMs.push(performance.now() - startedMs);
  }
  timesMs.sort((left, right) => left - right);
  const at = (share: number): number =>
    timesMs[Math.min(calls - 1, Math.floor(share * calls))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), calls };
}
