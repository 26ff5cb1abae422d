/** Of the web database: how an order's goods are made, its documents, and what was mailed. */
export const DELIVERY_SCHEMA = `
  /** How far production of an order's goods is. */
  CREATE TABLE IF NOT EXISTS fulfillments (
    orderNumber TEXT NOT NULL REFERENCES orders (number),
    kind TEXT NOT NULL CHECK (kind IN ('digital', 'physical')),
    /** late and waiting (for the physical goods) still come, forgotten never does. */
    state TEXT NOT NULL CHECK (state IN
      ('due', 'late', 'waiting', 'forgotten', 'started', 'produced')),
    plannedMs INTEGER NOT NULL,
    PRIMARY KEY (orderNumber, kind)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS enrollments (
    lineItemId TEXT PRIMARY KEY,
    orderNumber TEXT NOT NULL,
    course TEXT NOT NULL,
    email TEXT NOT NULL,
    enrolledMs INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS documents (
    orderNumber TEXT NOT NULL,
    /** Stem of the file name: plainorderinfo, plaingetkeyrequest, plainorderinfopaypal, … */
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('orderInfo', 'getKeyRequest')),
    /** As it was meant; what the text says may differ. */
    lineItemId TEXT NOT NULL,
    xml TEXT NOT NULL,
    writtenMs INTEGER NOT NULL,
    PRIMARY KEY (orderNumber, lineItemId, name)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS mails (
    id TEXT PRIMARY KEY,
    orderNumber TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('license', 'giftCard', 'invoice', 'combined')),
    recipient TEXT NOT NULL,
    sender TEXT NOT NULL,
    bcc TEXT,
    subject TEXT NOT NULL,
    sentMs INTEGER NOT NULL,
    bouncedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS mailsOfOrder ON mails (orderNumber);
`;
