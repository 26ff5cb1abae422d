/**
 * The main database: paid orders, licenses, invoices, and what was mailed to whom. It knows an order by its
 * foreign ID and is filled by documents alone. Units as in the web database.
 */
export const MAIN_SCHEMA = `
  CREATE TABLE IF NOT EXISTS orders (
    foreignId TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    transactionId TEXT NOT NULL,
    store TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('paid', 'unpaid', 'other')),
    email TEXT NOT NULL,
    country TEXT NOT NULL,
    amountMinor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    loadedMs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS orderLines (
    foreignId TEXT NOT NULL REFERENCES orders (foreignId),
    lineItemId TEXT NOT NULL,
    product TEXT NOT NULL,
    kind TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    amountMinor INTEGER NOT NULL,
    /** The document it came from. */
    document TEXT NOT NULL,
    PRIMARY KEY (foreignId, lineItemId)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS licenses (
    /** LN ID. */
    id TEXT PRIMARY KEY,
    /** Spendable: never in a log but as a declared secret. */
    licenseNumber TEXT NOT NULL UNIQUE,
    foreignId TEXT NOT NULL,
    lineItemId TEXT NOT NULL,
    product TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('standard', 'renewal')),
    previousId TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'expired', 'blocked')),
    validFromMs INTEGER NOT NULL,
    validUntilMs INTEGER NOT NULL,
    generatedMs INTEGER NOT NULL,
    activatedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS licensesOfOrder ON licenses (foreignId, lineItemId);
  CREATE INDEX IF NOT EXISTS licensesByEnd ON licenses (validUntilMs) WHERE state = 'active';
  CREATE TABLE IF NOT EXISTS invoices (
    id TEXT PRIMARY KEY,
    foreignId TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('digital', 'physical', 'combined')),
    amountMinor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    issuedMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS invoicesOfOrder ON invoices (foreignId);
  CREATE TABLE IF NOT EXISTS mails (
    id TEXT PRIMARY KEY,
    foreignId TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('license', 'giftCard', 'invoice', 'combined')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    sentMs INTEGER NOT NULL,
    bouncedMs INTEGER,
    /** Where the store keeps a copy. */
    bcc TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS mailsOfOrder ON mails (foreignId);
  /** Documents taken in: the same one again changes nothing. */
  CREATE TABLE IF NOT EXISTS loadedDocuments (
    foreignId TEXT NOT NULL,
    lineItemId TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('orderInfo', 'getKeyRequest')),
    name TEXT NOT NULL,
    loadedMs INTEGER NOT NULL,
    PRIMARY KEY (foreignId, lineItemId, kind)
  ) STRICT;
`;
