import { z } from "zod";
import type { CardEntry } from "#domain/gift-cards/accounting.ts";
import { violationsOf } from "#domain/gift-cards/violations.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { Reads, ShopDatabase, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";
import { answerOnce } from "./answer-once.ts";
import {
  EXTERNAL_OPERATIONS,
  type ExternalAnswer,
  type ExternalPayment,
  type ExternalRequest,
  type ExternalStep,
} from "./external-operations.ts";
import { findAuthorization, readAccount, transactionsOfPayment } from "./gift-card-rows.ts";
import { sumsOf } from "./refund-card.ts";

const AUTHORIZATION_ID_CHARACTERS = 14;

const answerSchema = EXTERNAL_OPERATIONS.capture.answer;

/** The provider's own accounting: the same rules, none of the shop's faults. */
export class ExternalSteps {
  readonly #database: ShopDatabase;
  readonly #clock: ShopClock;
  readonly #random: RandomSource;

  constructor(database: ShopDatabase, clock: ShopClock, random: RandomSource) {
    this.#database = database;
    this.#clock = clock;
    this.#random = random;
  }

  /** Does a step once for its payment and key. What is not legal is declined, with the reason. */
  take(step: ExternalStep, request: ExternalRequest): ExternalAnswer {
    const { cardId, paymentId, amountMinor, currency, key } = request;
    return this.#database.transaction((tx) =>
      answerOnce(
        tx,
        {
          key: `${step}/${paymentId}/${key}`,
          request: { cardId, amountMinor, currency },
          answer: answerSchema,
          atMs: this.#clock.nowMs(),
        },
        () => {
          requireCard(tx, cardId, currency);
          const reason = this.#do(tx, step, request);
          const payment = readPayment(tx, paymentId);
          return reason === null
            ? { outcome: "accepted", payment }
            : { outcome: "declined", reason, payment };
        },
      ),
    );
  }

  read(paymentId: string): ExternalPayment {
    return readPayment(this.#database, paymentId);
  }

  /** Null when done, else why not. */
  #do(tx: Transaction, step: ExternalStep, request: ExternalRequest): string | null {
    const { cardId, paymentId, amountMinor } = request;
    const known = findAuthorization(tx, paymentId);
    if (step === "authorize" ? known !== undefined : known === undefined) {
      return step === "authorize" ? "authorized before" : "not authorized";
    }
    const authorizationId =
      known?.id ?? `XA${randomCapitals(this.#random, AUTHORIZATION_ID_CHARACTERS)}`;
    if (step === "release" && known?.state === "released") return null;
    if (step === "reauthorize" && known?.state !== "open") return "not authorized";
    const entry = this.#entry(step, authorizationId, amountMinor);
    const [violation] = violationsOf(readAccount(tx, cardId), entry);
    if (violation !== undefined) return REASONS[step];
    this.#write(tx, step, request, authorizationId);
    return null;
  }

  #entry(step: ExternalStep, authorizationId: string, amountMinor: number): CardEntry {
    return { kind: KINDS[step], atMs: this.#clock.nowMs(), authorizationId, amountMinor };
  }

  #write(
    tx: Transaction,
    step: ExternalStep,
    { cardId, paymentId, amountMinor }: ExternalRequest,
    authorizationId: string,
  ): void {
    const nowMs = this.#clock.nowMs();
    if (step === "authorize") {
      tx.run(
        `INSERT INTO giftCardAuthorizations
           (id, giftCardId, paymentId, amountMinor, state, authorizedMs)
         VALUES (?, ?, ?, ?, 'open', ?)`,
        authorizationId,
        cardId,
        paymentId,
        amountMinor,
        nowMs,
      );
    } else if (step === "reauthorize") {
      tx.run(
        "UPDATE giftCardAuthorizations SET amountMinor = ?, authorizedMs = ? WHERE id = ?",
        amountMinor,
        nowMs,
        authorizationId,
      );
    } else if (step !== "refund") {
      tx.run(
        "UPDATE giftCardAuthorizations SET state = ?, closedMs = ? WHERE id = ?",
        step === "capture" ? "captured" : "released",
        nowMs,
        authorizationId,
      );
    }
    if (step !== "capture" && step !== "refund") return;
    tx.run(
      `INSERT INTO giftCardTransactions
         (giftCardId, kind, amountMinor, authorizationId, paymentId, atMs)
       VALUES (?, ?, ?, ?, ?, ?)`,
      cardId,
      step,
      amountMinor,
      authorizationId,
      paymentId,
      nowMs,
    );
  }
}

const KINDS = {
  authorize: "authorized",
  capture: "captured",
  release: "released",
  reauthorize: "reauthorized",
  refund: "refunded",
} as const satisfies Record<ExternalStep, CardEntry["kind"]>;

const REASONS: Readonly<Record<ExternalStep, string>> = {
  authorize: "insufficient amount",
  capture: "not authorized",
  release: "captured already",
  reauthorize: "insufficient amount",
  refund: "exceeds what was captured",
};

function requireCard(reads: Reads, cardId: string, currency: string): void {
  const row = z.object({ currency: z.string() });
  const card = reads.get(row, "SELECT currency FROM cards WHERE id = ?", cardId);
  if (card === undefined) throw new ShopError("not-found", "There is no such card.");
  if (card.currency !== currency) {
    throw new ShopError("invalid-request", "The card is of another currency.");
  }
}

function readPayment(reads: Reads, paymentId: string): ExternalPayment {
  const authorization = findAuthorization(reads, paymentId);
  const sums = sumsOf(transactionsOfPayment(reads, paymentId));
  return {
    gatewayState: stateOf(authorization?.state, sums),
    reference: authorization?.id ?? null,
    authorizedMinor: authorization?.amountMinor ?? 0,
    ...sums,
  };
}

function stateOf(
  state: "open" | "captured" | "released" | undefined,
  { capturedMinor, refundedMinor }: ReturnType<typeof sumsOf>,
): ExternalPayment["gatewayState"] {
  switch (state) {
    case "open":
      return "authorized";
    case "released":
      return "released";
    case "captured":
      if (refundedMinor === 0) return "captured";
      return refundedMinor >= capturedMinor ? "refunded" : "partlyRefunded";
    default:
      return "none";
  }
}
