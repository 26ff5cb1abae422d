import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { JobHandler } from "../jobs/job-worker.ts";
import { MAIL_KINDS, mailBounced } from "./mail-events.ts";
import { BOUNCE_JOB } from "./send-mail.ts";

const sentMail = z.object({
  recipient: z.string(),
  bcc: z.number(),
  kind: z.enum(MAIL_KINDS),
  orderNumber: z.string(),
  foreignId: z.string(),
  transactionId: z.string(),
});

const WEB_MAIL = `
  SELECT recipient, bcc IS NOT NULL AS bcc, kind, orderNumber, foreignId, transactionId
  FROM mails JOIN orders ON orders.number = mails.orderNumber WHERE mails.id = ? AND bouncedMs IS NULL`;

const MAIN_MAIL = `
  SELECT recipient, bcc IS NOT NULL AS bcc, kind, orders.number AS orderNumber, foreignId, transactionId
  FROM mails JOIN orders USING (foreignId) WHERE mails.id = ? AND bouncedMs IS NULL`;

/** The jobs of mails, for the worker of each database: a mail comes back to its sender. */
export function mailJobs(shop: ShopContext): {
  readonly web: Readonly<Record<string, JobHandler>>;
  readonly main: Readonly<Record<string, JobHandler>>;
} {
  return {
    web: { [BOUNCE_JOB]: (mailId) => bounceMail(shop, "web", mailId) },
    main: { [BOUNCE_JOB]: (mailId) => bounceMail(shop, "main", mailId) },
  };
}

/** Records at the sender's address that a mail came back. A mail comes back once. */
export function bounceMail(shop: ShopContext, database: "web" | "main", mailId: string): void {
  shop[database].transaction((tx) => {
    const mail = tx.get(sentMail, database === "web" ? WEB_MAIL : MAIN_MAIL, mailId);
    if (mail === undefined) return;
    tx.run("UPDATE mails SET bouncedMs = ? WHERE id = ?", shop.clock.nowMs(), mailId);
    tx.emit(mailBounced({ ...mail, mailId, bcc: mail.bcc === 1 }));
  });
}
