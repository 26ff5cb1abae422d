/**
 * Every bound of the HTTP layer, with its reason. The service may set others; tests set small ones.
 */
export const API_LIMITS = {
  /**
   * Requests a known client may make in a minute: above what two cores answer, so it stops loops,
   * not work.
   */
  requestsPerMinuteMax: 600_000,
  /** Requests of a stranger in a minute, per address: pages, probes and sign-ins need far fewer. */
  strangerRequestsPerMinuteMax: 1_200,
  /** Wrong tokens and codes per address and minute: a person mistypes a few. */
  failedSignInsPerMinuteMax: 10,
  /**
   * Characters of a query string: sixteen tail queries of ordinary length, and below Node's header
   * limit.
   */
  queryStringCharactersMax: 12_288,
  /** Bytes of all headers of one request; Node's own default, stated. */
  headerBytesMax: 16_384,
  /** Time to send a whole request: 16 MiB at 1 Mbit/s takes 134 s. */
  requestTimeoutMs: 180_000,
  /** Time for an answer: the scan budget of a query, a wait in the queue and much room. */
  handlerTimeoutMs: 30_000,
  /** Time for an answer to a push: sending the request, the queue, and a wait for the index. */
  ingestTimeoutMs: 240_000,
  /** Time for an answer from the shop: a replay waits for databases and verifies, two minutes at most. */
  replayTimeoutMs: 150_000,
  /** Body of one push, after decompression; what ingest takes at once. */
  ingestBodyBytesMax: 16 * 1024 * 1024,
  /**
   * Bytes of request bodies being received or handed over, over all requests: eight of the largest.
   */
  receivingBytesMax: 128 * 1024 * 1024,
  /** Body of a request that is not a push. */
  smallBodyBytesMax: 64 * 1024,
  /** Body of a quarantine retry: a corrected record of 1 MiB in base64, and its options. */
  retryBodyBytesMax: 2 * 1024 * 1024,
  /** Open live streams: twice the 500 clients the service is made for. */
  tailClientsMax: 1_000,
  /** Queries of one live stream. */
  tailQueriesMax: 16,
  /** Distinct queries of all live streams that are matched in one pass over new records. */
  tailSharedQueriesMax: 256,
  /** Matching records of one slice; sixteen slices are kept to be shared. */
  tailSliceRecordsMax: 250,
  /**
   * Records that may come while a client is waited for before it gets a gap: seconds at full speed.
   */
  tailLagRecordsMax: 100_000,
  /**
   * New records are looked at no more often than this, so that commits close together share a pass.
   */
  tailPulseMs: 10,
  tailHeartbeatMs: 10_000,
} as const;

export type ApiLimits = { readonly [Name in keyof typeof API_LIMITS]: number };
