/** Every address of the product is made here: pages first, then the API. */

const API = "/api/v1";

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

function withParameters(path: string, parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === "") continue;
    for (const item of typeof value === "object" ? value : [String(value)])
      search.append(name, item);
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

const part = encodeURIComponent;

export const pages = {
  find: (search: Parameters = {}) => withParameters("/", search),
  transaction: (id: string, search: Parameters = {}) =>
    withParameters(`/transactions/${part(id)}`, search),
  live: (search: Parameters = {}) => withParameters("/live", search),
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
  /** The timeline alone: no page shows the verdict. */
  transaction: (
    id: string,
    query: { readonly limit: number; readonly cursor?: string | undefined },
  ) => withParameters(`${API}/transactions/${part(id)}`, { ...query, verdict: "false" }),
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
