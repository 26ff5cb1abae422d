import createClient, { type Client } from "openapi-fetch";
import type { Event, EventBody, IngestAnswer, Paths } from "./api-types.ts";
import { problemOf } from "./problem.ts";
import { pushEvents, type PushOptions } from "./push.ts";
import { followTail, type TailMessage, type TailOptions } from "./tail.ts";

export { TracewellProblem } from "./problem.ts";
export type * from "./api-types.ts";
export type { PushOptions } from "./push.ts";
export type { TailMessage, TailOptions } from "./tail.ts";

export interface ClientOptions {
  /** Address of the service, for instance `http://127.0.0.1:7411`. */
  readonly url: string;
  /** The access token; it is sent to this address alone. */
  readonly token: string;
  /** By default the platform's. */
  readonly fetch?: typeof fetch;
}

type Query<Path extends keyof Paths> = Paths[Path] extends {
  get: { parameters: { query?: infer Parameters } };
}
  ? NonNullable<Parameters>
  : never;

/** Parameters of a search; pages are fetched as they are needed. */
export type SearchParameters = Omit<Query<"/api/v1/events">, "cursor">;

type Timeline =
  Paths["/api/v1/transactions/{id}"]["get"]["responses"][200]["content"]["application/json"];
type Resolution = Paths["/api/v1/resolve"]["get"]["responses"][200]["content"]["application/json"];

/** Every call throws `TracewellProblem` for an answer that is an error, and the platform's error when there is none. */
export interface TracewellClient {
  /**
   * Every address of the service, typed by its OpenAPI document:
   * `api.GET("/api/v1/stats/facets", { params: { query: { fields: "type" } } })`.
   */
  readonly api: Client<Paths>;
  /** All records that match, in the order asked for, page by page. */
  searchEvents(parameters?: SearchParameters): AsyncGenerator<Event>;
  /** The timeline of a transaction. */
  transaction(id: string): Promise<Timeline>;
  /** What an ID that somebody read out may be, best first. */
  resolve(id: string): Promise<Resolution>;
  /** Durable when it resolves. Tried again while the service is away or overloaded; never taken twice. */
  pushEvents(events: readonly EventBody[], options?: PushOptions): Promise<IngestAnswer>;
  /** The live stream; goes on without a hole after a broken connection. */
  tail(options?: TailOptions): AsyncGenerator<TailMessage>;
}

/**
 * A client for one service. Opens nothing by itself and needs no closing. Throws a TypeError for an address or
 * token that can be none; the token is not quoted.
 */
export function createTracewellClient(options: ClientOptions): TracewellClient {
  const url = addressOf(options.url);
  const headers = { authorization: `Bearer ${tokenOf(options.token)}` };
  const fetchNow = options.fetch ?? fetch;
  const api = createClient<Paths>({ baseUrl: url, headers, fetch: fetchNow });
  api.use({
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response, null);
    },
  });
  const connection = { url, headers, fetch: fetchNow };
  return {
    api,
    async *searchEvents(parameters = {}) {
      let cursor: string | null = null;
      do {
        const query: Query<"/api/v1/events"> =
          cursor === null ? parameters : { ...parameters, cursor };
        const page = answered(await api.GET("/api/v1/events", { params: { query } }));
        yield* page.items;
        cursor = page.nextCursor;
      } while (cursor !== null);
    },
    async transaction(id) {
      return answered(await api.GET("/api/v1/transactions/{id}", { params: { path: { id } } }));
    },
    async resolve(id) {
      return answered(await api.GET("/api/v1/resolve", { params: { query: { id } } }));
    },
    pushEvents: (events, pushOptions = {}) => pushEvents(connection, events, pushOptions),
    tail: (tailOptions = {}) => followTail(connection, tailOptions),
  };
}

function addressOf(url: string): string {
  if (/^https?:\/\/[^/?#@\s]+[^?#@\s]*$/i.test(url)) return url.replace(/\/+$/, "");
  throw new TypeError("The url must be the service's address, such as http://127.0.0.1:7411.");
}

function tokenOf(token: string): string {
  const word = token.trim();
  if (/^[\x21-\x7e]+$/.test(word)) return word;
  throw new TypeError("The token must be one word of letters, digits and signs.");
}

function answered<Data>({ data, response }: { data?: Data; response: Response }): Data {
  if (data !== undefined) return data;
  throw new Error(`The answer with status ${response.status} has no content.`);
}
