/** Of the web database: how orders are paid, and what is given back. */
export const PAYMENT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS payments (
    id TEXT PRIMARY KEY,
    orderNumber TEXT NOT NULL,
    foreignId TEXT NOT NULL,
    store TEXT NOT NULL,
    quoteId TEXT NOT NULL,
    transactionId TEXT NOT NULL,
    /** Of paying this order number, from 1: a declined customer may try again. */
    attempt INTEGER NOT NULL,
    /** In the cart, from 1: methods are captured in this order. */
    position INTEGER NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('card', 'paypal', 'bankTransfer', 'giftCard')),
    /** The service that is asked: card-gateway-a, card-gateway-b, paypal, bank, gift-cards, external-cards. */
    gateway TEXT NOT NULL,
    /** What the gateway needs beside the amount, as JSON without secrets (a card token, an account ID). */
    instrument TEXT NOT NULL,
    amountMinor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
      ('new', 'requested', 'pending', 'authorized', 'captured', 'declined', 'released', 'refunded',
       'unknown')),
    /** The step that the gateway was asked for and has not answered. */
    asked TEXT CHECK (asked IN ('authorize', 'capture')),
    /** The order is not to be: whatever comes of it is given back. */
    givenUp INTEGER NOT NULL DEFAULT 0,
    /** Fault payment.unanswered: nobody notes what the gateway says. */
    ignoresAnswers INTEGER NOT NULL DEFAULT 0,
    gatewayReference TEXT,
    gatewayState TEXT,
    authorizedMinor INTEGER NOT NULL DEFAULT 0,
    capturedMinor INTEGER NOT NULL DEFAULT 0,
    refundedMinor INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    requestedMs INTEGER,
    answeredMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS paymentsOfOrder ON payments (orderNumber, position);
  CREATE INDEX IF NOT EXISTS paymentByReference ON payments (gateway, gatewayReference);
  CREATE INDEX IF NOT EXISTS paymentsAsked ON payments (requestedMs, id) WHERE asked IS NOT NULL;
  CREATE INDEX IF NOT EXISTS paymentsGivenUp ON payments (requestedMs, id) WHERE givenUp = 1;
  /** Money that was decided to be given back, each share until the gateway did. */
  CREATE TABLE IF NOT EXISTS refunds (
    /** Tells one refund of an order from the next; with the payment it is the gateway's key. */
    key TEXT NOT NULL,
    paymentId TEXT NOT NULL REFERENCES payments (id),
    /** Within the key, in the order in which the shares are given back. */
    position INTEGER NOT NULL,
    amountMinor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused')),
    decidedMs INTEGER NOT NULL,
    PRIMARY KEY (key, paymentId)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS refundsOfPayment ON refunds (paymentId);
  CREATE INDEX IF NOT EXISTS refundsOpen ON refunds (key) WHERE state = 'open';
`;
