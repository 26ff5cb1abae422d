import type { Case } from "../../case.ts";
import { idOf, textOf } from "../../event-readers.ts";
import type { Detail } from "../../lifecycle.ts";
import type { JudgedAt, ObjectLifecycle, Reading } from "../../object-lifecycle.ts";
import { type LicenseFacts, readLicenseFacts } from "./license-facts.ts";
import { LICENSE_MODEL } from "./license-model.ts";
import { licenseSignals } from "./license-signals.ts";

function readLicense(whole: Case, { atMs }: JudgedAt): Reading<LicenseFacts> {
  const facts = readLicenseFacts(whole);
  const { validUntilMs, blocked } = facts;
  return {
    facts,
    signals: licenseSignals(facts, atMs),
    owed: [],
    money: {},
    details: licenseDetails(facts),
    unknowns: unknownsOf(facts),
    changesMs: validUntilMs === null || blocked !== null ? [] : [validUntilMs],
  };
}

function licenseDetails(facts: LicenseFacts): { readonly [name: string]: Detail } {
  const { generated, chain, order, mail } = facts;
  const made = generated ?? undefined;
  return {
    kind: textOf(made, "kind"),
    product: textOf(made, "product"),
    order,
    foreignId: facts.foreignId,
    lineItemId: textOf(made, "lineItemId"),
    generatedAt: generated?.time ?? null,
    validFrom: facts.validFrom,
    validUntil: facts.validUntil,
    activatedAt: facts.activated?.time ?? null,
    blockedAt: facts.blocked?.time ?? null,
    previousLicense: chain.previous,
    renewedBy: chain.renewals.flatMap((event) => idOf(event, "license") ?? []),
    chain: chain.ids,
    // Only its order's records can tell.
    wasMailed: order === null ? null : mail !== null,
    mail: idOf(mail ?? undefined, "mail"),
  };
}

/** What the records leave open. */
function unknownsOf({ generated, validUntil, chain }: LicenseFacts): string[] {
  return [
    ...(generated === null ? ["originUnknown"] : []),
    ...(validUntil === null ? ["termUnknown"] : []),
    ...(chain.previous !== null && chain.previousGenerated === null
      ? ["previousLicenseUnknown"]
      : []),
  ];
}

/** A license: its term, what it renews, and how it was delivered. What is wrong with it is its order's. */
export const LICENSE_LIFECYCLE: ObjectLifecycle<LicenseFacts> = {
  type: "license",
  model: LICENSE_MODEL,
  read: readLicense,
  rules: [],
};
