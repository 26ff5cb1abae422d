/**
 * Every address of a page is made here, and those of the API that several screens ask. What one screen
 * alone asks is made beside its answers, in `api/`.
 */

export const API = "/api/v1";

export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export function withParameters(path: string, parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === "") continue;
    for (const item of typeof value === "object" ? value : [String(value)])
      search.append(name, item);
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

export const part = encodeURIComponent;

/** Objects that have a timeline of their own under a name of their own. */
const OBJECT_PLACES: Readonly<Record<string, string>> = {
  transaction: "transactions",
  order: "orders",
  quote: "quotes",
  giftCard: "gift-cards",
  license: "licenses",
  payment: "payments",
  replay: "objects/replay",
};

/** Parts of the shop's screen, and of the operations'. */
export const SHOP_PARTS = ["products", "customers", "scheduler", "simulator"] as const;
export type ShopPart = (typeof SHOP_PARTS)[number];
export const OPERATIONS_PARTS = ["sources", "quarantine", "storage", "exports"] as const;
export type OperationsPart = (typeof OPERATIONS_PARTS)[number];

export const pages = {
  find: (search: Parameters = {}) => withParameters("/", search),
  transaction: (id: string, search: Parameters = {}) =>
    withParameters(`/transactions/${part(id)}`, search),
  /** The timeline of an object; what has none is looked for by its ID. */
  object: (type: string, id: string, search: Parameters = {}) => {
    const place = OBJECT_PLACES[type];
    return place === undefined
      ? withParameters("/", { q: `${type}:${JSON.stringify(id)}`, as: "query" })
      : withParameters(`/${place}/${part(id)}`, search);
  },
  live: (search: Parameters = {}) => withParameters("/live", search),
  flow: (search: Parameters = {}) => withParameters("/flow", search),
  orderNumbers: (search: Parameters = {}) => withParameters("/order-numbers", search),
  giftCards: (search: Parameters = {}) => withParameters("/gift-cards", search),
  licenses: (search: Parameters = {}) => withParameters("/licenses", search),
  replays: (search: Parameters = {}) => withParameters("/replays", search),
  shop: (shown: ShopPart = "products", search: Parameters = {}) =>
    withParameters(`/shop/${shown}`, search),
  incidents: (search: Parameters = {}) => withParameters("/incidents", search),
  incident: (incidentId: string, search: Parameters = {}) =>
    withParameters(`/incidents/${part(incidentId)}`, search),
  operations: (shown: OperationsPart = "sources", search: Parameters = {}) =>
    withParameters(`/operations/${shown}`, search),
  quarantine: (search: Parameters = {}) => withParameters("/operations/quarantine", search),
  apiDocumentation: () => "/docs",
};

export interface RangeParameters {
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const api = {
  events: (
    query: RangeParameters & {
      readonly order?: "newest" | "oldest" | undefined;
      readonly limit?: number;
      readonly cursor?: string | undefined;
    },
  ) => withParameters(`${API}/events`, { ...query }),
  event: (reference: string) => `${API}/events/${part(reference)}`,
  context: (reference: string, before: number, after: number) =>
    withParameters(`${API}/events/${part(reference)}/context`, { before, after }),
  resolve: (id: string) => withParameters(`${API}/resolve`, { id }),
  /** The timeline of an object, with its verdict unless `verdict` is `false`. */
  object: (
    type: string,
    id: string,
    query: {
      readonly limit?: number;
      readonly cursor?: string | undefined;
      readonly asOf?: string | undefined;
      readonly knownAt?: string | undefined;
      readonly verdict?: "false";
    },
  ) => {
    const path =
      type === "transaction" ? `transactions/${part(id)}` : `objects/${part(type)}/${part(id)}`;
    return withParameters(`${API}/${path}`, { ...query });
  },
  histogram: (query: RangeParameters & { readonly bucket?: string }) =>
    withParameters(`${API}/stats/histogram`, { ...query }),
  facets: (
    query: RangeParameters & { readonly fields: readonly string[]; readonly limit: number },
  ) => withParameters(`${API}/stats/facets`, { ...query, fields: query.fields.join(",") }),
  /** `since` is a reference: the stream begins after that record. */
  tail: (queries: readonly string[], since?: string) =>
    withParameters(`${API}/tail`, { q: queries, since }),
  quarantine: (query: { readonly status?: string; readonly cursor?: string | undefined }) =>
    withParameters(`${API}/quarantine`, { ...query }),
  quarantineItem: (itemId: string) => `${API}/quarantine/${part(itemId)}`,
  quarantineContent: (itemId: string) => `${API}/quarantine/${part(itemId)}/content`,
  quarantineRetry: (itemId: string) => `${API}/quarantine/${part(itemId)}/retry`,
  quarantineDismiss: (itemId: string) => `${API}/quarantine/${part(itemId)}/dismiss`,
};
