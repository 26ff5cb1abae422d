/** The database of one gateway: its own truth, which the shop's may differ from. */
export const GATEWAY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS payments (
    /** What the shop calls it. */
    paymentId TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    orderNumber TEXT NOT NULL,
    amountMinor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    /** The gateway's own word. */
    state TEXT NOT NULL,
    authorizedMinor INTEGER NOT NULL,
    capturedMinor INTEGER NOT NULL,
    refundedMinor INTEGER NOT NULL,
    reason TEXT,
    createdMs INTEGER NOT NULL
  ) STRICT;
  /** Requests that were done, with their answers as JSON: the same again is answered the same. */
  CREATE TABLE IF NOT EXISTS requests (
    key TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    answer TEXT NOT NULL
  ) STRICT;
`;
