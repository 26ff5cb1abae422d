import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import { giftCardProcessor } from "#shop/gift-cards/gift-card-processor.ts";
import { readAccount } from "#shop/gift-cards/gift-card-rows.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { openCardShop, paymentOf, sellCard } from "./card-shop.ts";

const SPENDER = join(import.meta.dirname, "spend-card.ts");
const ISSUED_MINOR = 280;

/** A process that waits to spend. */
async function startSpender(path: string, firstSequence: number) {
  const child = spawn(process.execPath, [SPENDER, path, "FA1", String(firstSequence), "60"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdout.setEncoding("utf8");
  let output = "";
  child.stdout.on("data", (text: string) => {
    output += text;
  });
  await once(child.stdout, "data");
  return {
    /** What it captured, once it is done. */
    spend: async (): Promise<number> => {
      child.stdin.write("go\n");
      const [code] = await once(child, "close");
      expect(code).toBe(0);
      return Number(output.replace("ready\n", ""));
    },
  };
}

test("two processes that spend one card at once cannot overdraw it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "gift-card-"));
  try {
    const path = join(directory, "web.db");
    const web = new ShopDatabase({
      name: "web",
      path,
      schema: WEB_SCHEMA,
      clock: new VirtualClock(Date.UTC(2026, 0, 5)),
      random: seededRandom(1, "shop"),
      durable: true,
    });
    web.transaction((tx) => {
      tx.run(
        `INSERT INTO giftCards (id, store, code, external, currency, issuedMinor, state, issuedMs)
         VALUES ('FA1', 'europe', '4711', 0, 'EUR', ?, 'active', 0)`,
        ISSUED_MINOR,
      );
      tx.run(
        `INSERT INTO giftCardTransactions (giftCardId, kind, amountMinor, atMs)
         VALUES ('FA1', 'issue', ?, 0)`,
        ISSUED_MINOR,
      );
    });
    const spenders = await Promise.all([startSpender(path, 1_000), startSpender(path, 2_000)]);
    const captured = await Promise.all(spenders.map(({ spend }) => spend()));
    const account = readAccount(web, "FA1");
    web.close();
    // Each of them alone wants more than there is; a busy machine may let one come first.
    expect(account.capturedMinor).toBe(captured.reduce((sum, minor) => sum + minor, 0));
    expect(account.balanceMinor).toBe(ISSUED_MINOR - account.capturedMinor);
    expect(account.availableMinor).toBeGreaterThanOrEqual(0);
    expect(account.availableMinor).toBeLessThan(7);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

const command = fc.record({
  connection: fc.nat(1),
  step: fc.constantFrom("authorize", "authorize", "capture", "release"),
  payment: fc.nat(5),
});

test("two connections on one file see each other's reservations at once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 10, maxLength: 40, size: "max" }),
      async (commands) => {
        const directory = mkdtempSync(join(tmpdir(), "gift-card-"));
        await using first = openCardShop({ path: join(directory, "web.db") });
        await using second = openCardShop({ path: join(directory, "web.db"), seed: 2 });
        try {
          const card = sellCard(first.shop);
          const shops = [first.shop, second.shop] as const;
          for (const { connection, step, payment } of commands) {
            const shop = shops[connection === 0 ? 0 : 1];
            const asked = paymentOf(card.id, 1_900, { sequence: 900 + payment });
            if (step === "authorize") await giftCardProcessor.authorize(shop, asked);
            else if (step === "release") await giftCardProcessor.release(shop, asked);
            else await giftCardProcessor.capture(shop, asked, 1_900, "capture");
            const [one, other] = shops.map(({ web }) => readAccount(web, card.id));
            expect(one).toEqual(other);
            expect(one?.availableMinor).toBeGreaterThanOrEqual(0);
          }
        } finally {
          rmSync(directory, { recursive: true, force: true });
        }
      },
    ),
    { numRuns: 15 },
  );
});
