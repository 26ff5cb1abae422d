import { idOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";

const TELLS_LICENSE: ReadonlySet<string | null> = new Set(["license", "combined", null]);

/**
 * The mail that brought a license, among its order's records. Mails do not name licenses: the first of them
 * counts for the first license of the order. Null where there are fewer.
 */
export function mailOfLicense(
  licenseId: string,
  ofOrder: readonly LifecycleEvent[],
): LifecycleEvent | null {
  const licenses = new Set<string>();
  const mails: LifecycleEvent[] = [];
  for (const event of ofOrder) {
    const id = event.type === "license.generated" ? idOf(event, "license") : null;
    if (id !== null) licenses.add(id);
    if (event.type === "mail.sent" && TELLS_LICENSE.has(textOf(event, "kind"))) mails.push(event);
  }
  const place = [...licenses].indexOf(licenseId);
  return place < 0 ? null : (mails[place] ?? null);
}
