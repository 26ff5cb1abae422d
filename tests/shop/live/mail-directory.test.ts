import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import type { Letter } from "#shop/mail/letter.ts";
import { MailDirectory } from "#shop/live/mail-directory.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-mail-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const letter = {
  mailId: "M-1",
  orderNumber: "100000001",
  sender: "shop@shop.example",
  recipient: "jana@customers.example",
  bcc: "archive@shop.example",
  subject: "Dárek pro Janu",
  text: "Your code: 1234567890",
};

test("a letter becomes a mail file that only its own user reads", async () => {
  const failures: unknown[] = [];
  const mail = new MailDirectory({
    directory: join(directory, "mail"),
    clock: new VirtualClock(Date.UTC(2026, 0, 5, 9)),
    onFailure: (error) => failures.push(error),
  });
  mail.deliver(letter);
  await mail.close();
  expect(failures).toEqual([]);
  const [file = "", ...others] = readdirSync(join(directory, "mail"));
  expect(others).toEqual([]);
  const path = join(directory, "mail", file);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, "utf8");
  expect(text).toContain("To: jana@customers.example");
  expect(text).toContain("Subject: =?UTF-8?Q?D=C3=A1rek_pro_Janu?=");
  expect(text).toContain("Date: Mon, 05 Jan 2026 09:00:00 +0000");
  expect(text).toContain("Your code: 1234567890");
});

test("a letter that cannot be written is told of, not thrown", async () => {
  const failures: unknown[] = [];
  const mail = new MailDirectory({
    directory: join(directory, "mail"),
    clock: new VirtualClock(0),
    onFailure: (error) => failures.push(error),
  });
  rmSync(join(directory, "mail"), { recursive: true });
  mail.deliver(letter);
  await mail.close();
  expect(failures).toHaveLength(1);
});

test("letters that were held when the shop was killed are delivered once, if they were recorded", async () => {
  const clock = new VirtualClock(Date.UTC(2026, 0, 5, 9));
  const open = () =>
    new MailDirectory({
      directory: join(directory, "mail"),
      clock,
      onFailure: (error) => {
        throw error;
      },
    });
  const killed = open();
  for (const mailId of ["M-1", "M-2", "M-3"]) killed.hold({ ...letter, mailId } satisfies Letter);
  killed.deliver({ ...letter, mailId: "M-3" });
  await killed.close();
  // What a crash tears was never recorded.
  writeFileSync(join(directory, "mail-held", "M-4.json"), '{"mailId":"M-');
  writeFileSync(join(directory, "mail-held", "M-1.eml"), "From: ");
  await clock.runUntil(clock.nowMs() + 60_000);
  const next = open();
  next.recover((mailId) => mailId === "M-1");
  await next.close();
  expect(readdirSync(join(directory, "mail")).map((file) => file.slice(-7))).toEqual([
    "M-1.eml",
    "M-3.eml",
  ]);
  const [first = ""] = readdirSync(join(directory, "mail"));
  expect(readFileSync(join(directory, "mail", first), "utf8")).toContain("Your code: 1234567890");
  expect(first).toContain(String(Date.UTC(2026, 0, 5, 9)));
  expect(readdirSync(join(directory, "mail-held"))).toEqual([]);
});
