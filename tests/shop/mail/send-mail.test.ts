import { expect, test } from "vitest";
import type { ShopContext } from "#shop/context.ts";
import { JobWorker } from "#shop/jobs/job-worker.ts";
import { bounceMail, mailJobs } from "#shop/mail/bounce-mail.ts";
import { mailBounced, mailSent, newMailId } from "#shop/mail/mail-events.ts";
import { sendMail } from "#shop/mail/send-mail.ts";
import { insertCardOrder, setUp, TRANSACTION_ID } from "../gift-cards/card-shop.ts";
import { openShop } from "../open-shop.ts";
import { rows } from "../visits/visitor.ts";

const MAIL = {
  foreignId: "38-200001",
  transactionId: TRANSACTION_ID,
  store: "europe",
  kind: "invoice",
  recipient: "ana@example.org",
  subject: "Your invoice",
} as const;

function send(shop: ShopContext): string | null {
  const { orderNumber } = insertCardOrder(shop);
  return shop.web.transaction((tx) => sendMail(tx, shop, { ...MAIL, orderNumber }));
}

test("a mail is recorded with its sender and the store's copy, and told of", async () => {
  await using open = openShop();
  const mailId = send(open.shop);
  expect(rows(open.shop, "SELECT * FROM mails")).toMatchObject([
    {
      id: mailId,
      kind: "invoice",
      recipient: MAIL.recipient,
      sender: "gift-cards@shop.example",
      bcc: "mail-record@shop.example",
      bouncedMs: null,
    },
  ]);
  expect(open.events()).toMatchObject([
    {
      type: "mail.sent",
      transactionId: TRANSACTION_ID,
      objects: [
        { type: "mail", id: mailId },
        { type: "order", id: "100000001" },
        { type: "order", id: "38-200001", role: "foreignId" },
      ],
      attributes: { kind: "invoice", bcc: true, recipient: MAIL.recipient },
    },
  ]);
  expect(open.events()[0]?.message).not.toContain("@");
});

test("a store may keep no copies", async () => {
  await using open = openShop();
  setUp(open.shop, { bcc: null });
  send(open.shop);
  expect(open.events().at(-1)).toMatchObject({ attributes: { bcc: false } });
});

test("a mail that gets lost leaves nothing behind", async () => {
  await using open = openShop();
  open.fail("mail.lost");
  expect(send(open.shop)).toBeNull();
  expect(open.events()).toEqual([]);
  expect(rows(open.shop, "SELECT id FROM mails")).toEqual([]);
});

test("a mail that comes back is recorded at its sender, later and once", async () => {
  await using open = openShop();
  const { shop } = open;
  const worker = new JobWorker({
    database: shop.web,
    clock: open.clock,
    handlers: mailJobs(shop).web,
    onFailure: (error) => {
      throw error;
    },
  });
  worker.start();
  open.fail("mail.bounced");
  const mailId = send(shop);
  expect(open.eventTypes()).toEqual(["mail.sent"]);
  await open.clock.runUntil(open.clock.nowMs() + 3_600_000);
  await worker.close();
  bounceMail(shop, "web", mailId ?? "");
  const [sent, bounced] = open.events();
  expect(bounced).toMatchObject({
    type: "mail.bounced",
    objects: sent?.objects,
    attributes: sent?.attributes,
  });
  expect(open.events()).toHaveLength(2);
  expect(Date.parse(bounced?.time ?? "")).toBe(
    rows(shop, "SELECT bouncedMs FROM mails")[0]?.["bouncedMs"],
  );
});

test("a mail of the main database comes back in the same way", async () => {
  await using open = openShop();
  const { shop } = open;
  const mailId = newMailId(shop);
  const orderNumber = "100000001";
  shop.main.transaction((tx) => {
    tx.run(
      `INSERT INTO orders VALUES ('38-200001', ?, ?, 'europe', 'paid', 'a@b.example', 'cz', 1, 'EUR', 0)`,
      orderNumber,
      TRANSACTION_ID,
    );
    tx.run(
      `INSERT INTO mails (id, foreignId, kind, recipient, subject, sentMs, bcc)
       VALUES (?, '38-200001', 'license', 'ana@example.org', 'Your license', 0, 'b@c.example')`,
      mailId,
    );
  });
  for (let times = 0; times < 2; times++) bounceMail(shop, "main", mailId);
  bounceMail(shop, "main", "mail-UNKNOWN");
  const mail = { ...MAIL, mailId, orderNumber, kind: "license", bcc: true } as const;
  expect(open.events()).toMatchObject([mailBounced(mail)]);
  expect(mailSent(mail)).toMatchObject({ type: "mail.sent", objects: mailBounced(mail).objects });
});
