import { type BenchClient, type Latency, measureLatency } from "./http-client.ts";

export interface QueryTimes {
  readonly lookup: Latency;
  readonly search: Latency;
  readonly wordCount: Latency;
  readonly facets: Latency;
  readonly rescue: Latency;
}

/** Asks one question after the other, as one person would. */
export async function measureQueries(
  client: BenchClient,
  transactionIds: readonly string[],
): Promise<QueryTimes> {
  const id = (number: number): string => transactionIds[number % transactionIds.length] ?? "";
  const get = (path: string) => client.call("GET", `/api/v1/${path}`);
  return {
    lookup: await measureLatency(2_000, (number) => get(`transactions/${id(number)}`)),
    search: await measureLatency(200, () =>
      get("events?q=type:payment.captured%20success&limit=100"),
    ),
    wordCount: await measureLatency(50, () => get("stats/histogram?q=COURSETOBUY&bucket=1d")),
    facets: await measureLatency(50, () => get("stats/facets?fields=type")),
    rescue: await measureLatency(200, (number) => {
      const wrong = id(number).replace(/.$/, (last) => (last === "Q" ? "R" : "Q"));
      return get(`resolve?id=${wrong}`);
    }),
  };
}
