import { textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { OrderLine } from "./order-lines.ts";

/** Something of which the customer must get a mail. */
export interface MailOwed {
  readonly kind: "license" | "giftCard" | "invoice";
  /** The record of the goods, or of the invoice. */
  readonly of: LifecycleEvent;
  /** The mail that is counted for it; null while there are fewer mails than there should be. */
  readonly mail: LifecycleEvent | null;
}

/** Kinds of mails that tell of it. A mail that says nothing of its kind may tell of anything. */
const KINDS_OF_MAIL = {
  license: ["license", "combined", null],
  giftCard: ["giftCard", null],
  invoice: ["invoice", "combined", null],
} as const satisfies Record<MailOwed["kind"], readonly (string | null)[]>;

/**
 * A mail for each license and gift card that was made and each invoice. Mails do not name what they tell of:
 * the first counts for the first, so that the last ones stand without where mails are missing.
 */
export function readMails(
  lines: readonly OrderLine[],
  byType: ReadonlyMap<string, readonly LifecycleEvent[]>,
): readonly MailOwed[] {
  const sent = byType.get("mail.sent") ?? [];
  const made = (kind: string): LifecycleEvent[] =>
    lines
      .flatMap((line) => (line.kind === kind && line.made !== null ? [line.made] : []))
      .sort((one, other) => one.timeMs - other.timeMs);
  return [
    ...countOff("license", made("license"), sent),
    ...countOff("giftCard", made("giftCard"), sent),
    ...countOff("invoice", byType.get("invoice.issued") ?? [], sent),
  ];
}

function countOff(
  kind: MailOwed["kind"],
  things: readonly LifecycleEvent[],
  sent: readonly LifecycleEvent[],
): MailOwed[] {
  const kinds: readonly (string | null)[] = KINDS_OF_MAIL[kind];
  const mails = sent.filter((mail) => kinds.includes(textOf(mail, "kind")));
  return things.map((of, place) => ({ kind, of, mail: mails[place] ?? null }));
}
