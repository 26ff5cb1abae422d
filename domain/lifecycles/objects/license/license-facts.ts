import type { Case } from "../../case.ts";
import { idOf, instantOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { mailOfLicense } from "./license-mail.ts";
import { type LicenseChain, readChain } from "./license-chain.ts";

/** What the records tell of a license. */
export interface LicenseFacts {
  readonly id: string;
  /** The record that made it; null where none is known. */
  readonly generated: LifecycleEvent | null;
  readonly activated: LifecycleEvent | null;
  readonly expired: LifecycleEvent | null;
  readonly blocked: LifecycleEvent | null;
  /** Its order's number. */
  readonly order: string | null;
  readonly foreignId: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Epoch milliseconds; null where its term is not known. */
  readonly validUntilMs: number | null;
  readonly chain: LicenseChain;
  /** The mail that is counted for it; null where none is, or its order is not known. */
  readonly mail: LifecycleEvent | null;
}

export function readLicenseFacts(whole: Case): LicenseFacts {
  const { object, own } = whole;
  const first = (type: string): LifecycleEvent | null =>
    own.find((event) => event.type === type) ?? null;
  const generated = first("license.generated");
  const expired = first("license.expired");
  const named = generated ?? own[0];
  const validUntil = timeIn(generated, "validUntil") ?? timeIn(expired, "validUntil");
  const order = idOf(named, "order");
  return {
    id: object.id,
    generated,
    activated: first("license.activated"),
    expired,
    blocked: first("license.blocked"),
    order,
    foreignId: idOf(named, "order", "foreignId"),
    validFrom: timeIn(generated, "validFrom"),
    validUntil,
    validUntilMs: validUntil === null ? null : Date.parse(validUntil),
    chain: readChain(whole),
    mail: order === null ? null : mailOfLicense(object.id, whole.of("order", order)),
  };
}

/** A timestamp among the attributes; null where it is none. */
function timeIn(event: LifecycleEvent | null, name: string): string | null {
  return instantOf(event ?? undefined, name) === null ? null : textOf(event ?? undefined, name);
}
