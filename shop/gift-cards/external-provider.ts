import { z } from "zod";
import { EXTERNAL_CARDS, readTypedCode } from "./find-card.ts";
import { hashPassword, isPassword } from "../customers/password-hash.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type RandomSource, randomCapitals, randomDigits } from "../random/random-source.ts";
import { handler, type ServiceDefinition } from "../services/operation.ts";
import { type ExternalAmount, EXTERNAL_OPERATIONS } from "./external-operations.ts";
import { ExternalSteps } from "./external-steps.ts";
import { readAccount } from "./gift-card-rows.ts";

/** Another company's database. Accounts are written as in the shop's, so they are read in the same way. */
const EXTERNAL_SCHEMA = `
  CREATE TABLE IF NOT EXISTS cards (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    pinHash TEXT,
    currency TEXT NOT NULL,
    issuedMinor INTEGER NOT NULL,
    issuedMs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS giftCardAuthorizations (
    id TEXT PRIMARY KEY,
    giftCardId TEXT NOT NULL REFERENCES cards (id),
    paymentId TEXT NOT NULL,
    orderNumber TEXT NOT NULL DEFAULT '',
    amountMinor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'captured', 'released')),
    authorizedMs INTEGER NOT NULL,
    closedMs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS authorizationsOfCard ON giftCardAuthorizations (giftCardId);
  CREATE INDEX IF NOT EXISTS authorizationsOfPayment ON giftCardAuthorizations (paymentId);
  CREATE TABLE IF NOT EXISTS giftCardTransactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    giftCardId TEXT NOT NULL REFERENCES cards (id),
    kind TEXT NOT NULL CHECK (kind IN ('issue', 'capture', 'refund')),
    amountMinor INTEGER NOT NULL,
    authorizationId TEXT,
    paymentId TEXT,
    orderNumber TEXT,
    atMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transactionsOfCard ON giftCardTransactions (giftCardId, id);
  CREATE INDEX IF NOT EXISTS transactionsOfPayment ON giftCardTransactions (paymentId);
  CREATE TABLE IF NOT EXISTS idempotentAnswers (
    key TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    answer TEXT,
    atMs INTEGER NOT NULL
  ) STRICT;
`;

/** Letters and digits, so that no code is one of the shop's. */
const CODE_LETTERS = "X";
const CODE_DIGITS = 15;
const CARD_ID_CHARACTERS = 12;

const cardRow = z.object({
  id: z.string(),
  code: z.string(),
  pinHash: z.string().nullable(),
  currency: z.string(),
  issuedMinor: z.number(),
});
type ExternalCard = z.infer<typeof cardRow>;

export interface ExternalCards {
  readonly definition: ServiceDefinition;
  /** Sells a card as another company does; its code is for the buyer. */
  sell(card: { amountMinor: number; currency: string; pin?: string | undefined }): {
    cardId: string;
    code: string;
  };
  /** What is really on each card, by card ID: for who knows better than the log. */
  truth(): ExternalCardTruth[];
  close(): void;
}

export interface ExternalCardTruth {
  readonly cardId: string;
  readonly currency: string;
  readonly balanceMinor: number;
  readonly authorizedMinor: number;
}

/** The provider of cards that are valid in the shop but are not its own: a service with its own database. */
export function openExternalCards(parts: {
  readonly open: (name: string, schema: string) => ShopDatabase;
  readonly clock: ShopClock;
  readonly random: RandomSource;
}): ExternalCards {
  const { clock, random } = parts;
  const database = parts.open(EXTERNAL_CARDS, EXTERNAL_SCHEMA);
  const steps = new ExternalSteps(database, clock, random);
  const sell: ExternalCards["sell"] = ({ amountMinor, currency, pin }) => {
    const cardId = `XC${randomCapitals(random, CARD_ID_CHARACTERS)}`;
    const code = `${CODE_LETTERS}${randomDigits(random, CODE_DIGITS)}`;
    const pinHash = pin === undefined ? null : hashPassword(random, pin, PIN_HASH_COST);
    database.transaction((tx) => {
      tx.run(
        "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?)",
        cardId,
        code,
        pinHash,
        currency,
        amountMinor,
        clock.nowMs(),
      );
      tx.run(
        `INSERT INTO giftCardTransactions (giftCardId, kind, amountMinor, atMs)
         VALUES (?, 'issue', ?, ?)`,
        cardId,
        amountMinor,
        clock.nowMs(),
      );
    });
    return { cardId, code };
  };
  return {
    definition: {
      name: EXTERNAL_CARDS,
      handlers: [
        handler(EXTERNAL_OPERATIONS.lookUpCard, (given) => lookUp(database, given)),
        handler(EXTERNAL_OPERATIONS.sellCard, sell),
        handler(EXTERNAL_OPERATIONS.authorize, (request) => steps.take("authorize", request)),
        handler(EXTERNAL_OPERATIONS.capture, (request) => steps.take("capture", request)),
        handler(EXTERNAL_OPERATIONS.release, (request) => steps.take("release", request)),
        handler(EXTERNAL_OPERATIONS.reauthorize, (request) => steps.take("reauthorize", request)),
        handler(EXTERNAL_OPERATIONS.refund, (request) => steps.take("refund", request)),
        handler(EXTERNAL_OPERATIONS.readPayment, ({ paymentId }) => steps.read(paymentId)),
      ],
    },
    sell,
    truth: () =>
      database.all(cardRow, "SELECT * FROM cards ORDER BY id").map(({ id, currency }) => {
        const { balanceMinor, authorizedMinor } = readAccount(database, id);
        return { cardId: id, currency, balanceMinor, authorizedMinor };
      }),
    close: () => database.close(),
  };
}

/** Small: a stolen database of another company is not what this shop is about. */
const PIN_HASH_COST = 2;

/** One answer for an unknown code and a wrong PIN, so that nobody learns which. */
function lookUp(
  database: ShopDatabase,
  given: { code: string; pin?: string | undefined },
): ExternalAmount {
  const code = readTypedCode(given.code);
  const card =
    code === null ? undefined : database.get(cardRow, "SELECT * FROM cards WHERE code = ?", code);
  if (card === undefined || !isPinOf(card, given.pin)) {
    throw new ShopError("not-found", "There is no card with this code and PIN.");
  }
  const { balanceMinor, availableMinor } = readAccount(database, card.id);
  const { id: cardId, currency, pinHash } = card;
  return { cardId, currency, balanceMinor, availableMinor, hasPin: pinHash !== null };
}

function isPinOf({ pinHash }: ExternalCard, pin: string | undefined): boolean {
  return pinHash === null || (pin !== undefined && isPassword(pin, pinHash, PIN_HASH_COST));
}
