import { DELIVERY_SCHEMA } from "./delivery-schema.ts";
import { PAYMENT_SCHEMA } from "./payment-schema.ts";

/**
 * The web database (WAT): what customers see and do. Money is in minor units, times are milliseconds since
 * 1970 UTC, IDs are text. Every store's orders are here, paid or not.
 */
export const WEB_SCHEMA = `
  CREATE TABLE IF NOT EXISTS products (
    code TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    description TEXT NOT NULL,
    priceMinor INTEGER NOT NULL,
    quantityMin INTEGER NOT NULL,
    packaging INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('license', 'giftCard', 'course', 'physical')),
    updatedMs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS stock (
    product TEXT PRIMARY KEY,
    onHand INTEGER NOT NULL CHECK (onHand >= 0)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS stockReservations (
    orderNumber TEXT NOT NULL,
    product TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'released', 'shipped')),
    foreignId TEXT NOT NULL,
    transactionId TEXT NOT NULL,
    PRIMARY KEY (orderNumber, product)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS crmCustomers (
    account TEXT PRIMARY KEY,
    firstName TEXT NOT NULL,
    lastName TEXT NOT NULL,
    fidelityPoint INTEGER NOT NULL,
    payment INTEGER NOT NULL,
    updatedMs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS customers (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    passwordHash TEXT NOT NULL,
    firstName TEXT NOT NULL,
    lastName TEXT NOT NULL,
    registeredMs INTEGER NOT NULL
  ) STRICT;
  /** Wrong guesses at what only a customer knows. */
  CREATE TABLE IF NOT EXISTS guesses (
    /** What was guessed, and for which order number or, as SHA-256, address. */
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    failedMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS guessesOld ON guesses (failedMs);
  CREATE TABLE IF NOT EXISTS sessions (
    /** SHA-256 of the secret that the visitor holds. */
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    customerId TEXT,
    expiresMs INTEGER NOT NULL,
    endedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sessionsOpen ON sessions (expiresMs) WHERE endedMs IS NULL;
  CREATE TABLE IF NOT EXISTS visits (
    transactionId TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    sessionId TEXT NOT NULL,
    quoteId TEXT,
    startedMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS visitsOfSession ON visits (sessionId);

  CREATE TABLE IF NOT EXISTS quotes (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    sessionId TEXT NOT NULL,
    customerId TEXT,
    customerKind TEXT NOT NULL CHECK (customerKind IN ('guest', 'registered', 'registering')),
    /** The visit that acts on it now; events of later steps carry this. */
    transactionId TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paying', 'ordered', 'expired', 'emptied')),
    orderNumber TEXT,
    /** When the number was given to it; a later order may still use it. */
    numberReservedMs INTEGER,
    /** The account to be made on the success page: JSON of a registering customer. */
    registration TEXT,
    /** JSON of what was placed, while it is being paid: lines, prices, address. */
    placing TEXT,
    createdMs INTEGER NOT NULL,
    updatedMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS quotesOfSession ON quotes (sessionId);
  CREATE INDEX IF NOT EXISTS quotesOfCustomer ON quotes (customerId, store, state);
  CREATE INDEX IF NOT EXISTS quotesBeingPaid ON quotes (id) WHERE state = 'paying';
  CREATE UNIQUE INDEX IF NOT EXISTS quoteOfNumber ON quotes (orderNumber);
  CREATE TABLE IF NOT EXISTS quoteItems (
    quoteId TEXT NOT NULL REFERENCES quotes (id),
    position INTEGER NOT NULL,
    product TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    /** JSON: answers of the gift-card survey. */
    survey TEXT,
    /** LN ID of the license to be renewed. */
    previousLicenseId TEXT,
    PRIMARY KEY (quoteId, position)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS numberSequences (
    store TEXT PRIMARY KEY,
    next INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS orders (
    number TEXT PRIMARY KEY,
    foreignId TEXT NOT NULL UNIQUE,
    store TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    quoteId TEXT NOT NULL,
    transactionId TEXT NOT NULL,
    customerId TEXT,
    customerKind TEXT NOT NULL,
    email TEXT NOT NULL,
    billing TEXT NOT NULL,
    amountMinor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
      ('placed', 'uncertain', 'paid', 'delivered', 'completed', 'cancelled', 'returned', 'unpaid')),
    placedMs INTEGER NOT NULL,
    successPageMs INTEGER,
    replicatedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ordersByState ON orders (state, placedMs);
  CREATE INDEX IF NOT EXISTS ordersUnreplicated ON orders (placedMs) WHERE replicatedMs IS NULL;
  CREATE INDEX IF NOT EXISTS ordersOfVisit ON orders (transactionId);
  CREATE TABLE IF NOT EXISTS orderLines (
    lineItemId TEXT PRIMARY KEY,
    orderNumber TEXT NOT NULL REFERENCES orders (number),
    position INTEGER NOT NULL,
    product TEXT NOT NULL,
    kind TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    amountMinor INTEGER NOT NULL,
    survey TEXT,
    previousLicenseId TEXT,
    state TEXT NOT NULL CHECK (state IN ('ordered', 'delivered', 'cancelled', 'returned')),
    deliveredMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS linesOfOrder ON orderLines (orderNumber, position);

${PAYMENT_SCHEMA}
  CREATE TABLE IF NOT EXISTS giftCardSettings (
    store TEXT PRIMARY KEY,
    pinRequired INTEGER NOT NULL,
    codeLength INTEGER NOT NULL,
    pinLength INTEGER NOT NULL,
    /** JSON: [{name, label, required}] in the order asked. */
    survey TEXT NOT NULL,
    /** Of the mail to the recipient, with fields such as \${Message}. */
    template TEXT NOT NULL,
    validateGCFinAcct INTEGER,
    bcc TEXT,
    sender TEXT NOT NULL,
    updatedMs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS giftCards (
    /** The financial account. */
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    /** Spendable: never in a log, never in an answer but the mail to the recipient. */
    code TEXT NOT NULL UNIQUE,
    pinHash TEXT,
    external INTEGER NOT NULL,
    currency TEXT NOT NULL,
    issuedMinor INTEGER NOT NULL,
    orderNumber TEXT,
    lineItemId TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'cancelled')),
    issuedMs INTEGER NOT NULL,
    /** The mail that told the recipient, the last one sent. */
    mailId TEXT,
    /** JSON {missing, unknown, atMs} of the first mail that could not be written. */
    mailProblem TEXT,
    /** Wrong PINs given in a row, and when the last was. */
    pinFailures INTEGER NOT NULL DEFAULT 0,
    pinFailedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS giftCardsOfOrder ON giftCards (orderNumber, lineItemId);
  CREATE TABLE IF NOT EXISTS giftCardAuthorizations (
    id TEXT PRIMARY KEY,
    giftCardId TEXT NOT NULL REFERENCES giftCards (id),
    paymentId TEXT NOT NULL,
    orderNumber TEXT NOT NULL,
    amountMinor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'captured', 'released')),
    authorizedMs INTEGER NOT NULL,
    closedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS authorizationsOfCard ON giftCardAuthorizations (giftCardId, state);
  CREATE INDEX IF NOT EXISTS authorizationsOfPayment ON giftCardAuthorizations (paymentId);
  /** Of the account: issue and refund add, capture takes. */
  CREATE TABLE IF NOT EXISTS giftCardTransactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    giftCardId TEXT NOT NULL REFERENCES giftCards (id),
    kind TEXT NOT NULL CHECK (kind IN ('issue', 'capture', 'refund')),
    amountMinor INTEGER NOT NULL,
    authorizationId TEXT,
    paymentId TEXT,
    orderNumber TEXT,
    atMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transactionsOfCard ON giftCardTransactions (giftCardId, id);
  CREATE INDEX IF NOT EXISTS transactionsOfPayment ON giftCardTransactions (paymentId, id);

  /** Answers given to requests with a key, so that the same request gets the same answer. */
  CREATE TABLE IF NOT EXISTS idempotentAnswers (
    key TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    answer TEXT,
    atMs INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS replays (
    id TEXT PRIMARY KEY,
    foreignId TEXT NOT NULL,
    orderNumber TEXT NOT NULL,
    decision TEXT NOT NULL,
    branch TEXT NOT NULL,
    /** JSON of every input of the decision. */
    evidence TEXT NOT NULL,
    requestedBy TEXT NOT NULL CHECK (requestedBy IN ('system', 'operator')),
    state TEXT NOT NULL CHECK (state IN
      ('decided', 'loading', 'waiting', 'verified', 'failed', 'ended')),
    attempts INTEGER NOT NULL DEFAULT 0,
    /** JSON of the checks, once made. */
    checks TEXT,
    /** The line that is decided on; null where the order has none in its documents. */
    lineItemId TEXT,
    /** JSON: the documents to load, in order. */
    plan TEXT NOT NULL DEFAULT '[]',
    /** How many of them were. */
    loaded INTEGER NOT NULL DEFAULT 0,
    /** Done with the load buttons: nothing goes on by itself. */
    byHand INTEGER NOT NULL DEFAULT 0,
    /** Why it failed. */
    reason TEXT,
    decidedMs INTEGER NOT NULL,
    endedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS replaysOfOrder ON replays (foreignId, decidedMs);
${DELIVERY_SCHEMA}`;
