import { z } from "zod";
import type { Reads } from "../../database/shop-database.ts";
import type { Letter, Post } from "../../mail/letter.ts";

/** A gift card as its recipient knows it. */
export interface KnownCard {
  readonly code: string;
  readonly pin: string | null;
}

/** A license as its owner knows it. */
export interface KnownLicense {
  readonly id: string;
  readonly licenseNumber: string;
  readonly validUntilMs: number;
}

const cardRow = z.object({ code: z.string() });
const licenseRow = z.object({
  id: z.string(),
  licenseNumber: z.string(),
  validUntilMs: z.number(),
});
const PIN = /PIN[^:\n]*:\s*(\d+)/;

/** What customers and recipients got by mail. A letter that was never sent tells them nothing. */
export class Mailbox implements Post {
  readonly #letters = new Map<string, Letter[]>();
  readonly #databases: () => { web: Reads; main: Reads };

  constructor(databases: () => { web: Reads; main: Reads }) {
    this.#databases = databases;
  }

  deliver(letter: Letter): void {
    const letters = this.#letters.get(letter.recipient);
    if (letters === undefined) this.#letters.set(letter.recipient, [letter]);
    else letters.push(letter);
  }

  empty(): void {
    this.#letters.clear();
  }

  /** The cards that were mailed to this address for an order, in the order of their letters. */
  giftCards(address: string, orderNumber: string): KnownCard[] {
    const letters = (this.#letters.get(address) ?? []).filter(
      (letter) => letter.orderNumber === orderNumber,
    );
    const { web } = this.#databases();
    const codes = web.all(
      cardRow,
      "SELECT code FROM giftCards WHERE orderNumber = ? ORDER BY issuedMs, id",
      orderNumber,
    );
    return letters.flatMap(({ text }) =>
      codes
        .filter(({ code }) => text.includes(code))
        .map(({ code }) => ({ code, pin: PIN.exec(text)?.[1] ?? null })),
    );
  }

  /** The licenses of an order, once they were mailed. */
  licenses(foreignId: string): KnownLicense[] {
    return this.#databases().main.all(
      licenseRow,
      `SELECT id, licenseNumber, validUntilMs FROM licenses
       WHERE foreignId = ?1 AND EXISTS (SELECT 1 FROM mails WHERE mails.foreignId = ?1
         AND mails.kind IN ('license', 'combined'))
       ORDER BY generatedMs, id`,
      foreignId,
    );
  }
}
