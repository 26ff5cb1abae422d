import type { ReplayFacts } from "#domain/replay/replay-facts.ts";
import { evidenceOf, textOf, truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { KnownFact, KnownFacts } from "./replay-inputs.ts";

const MAIN_STATES: readonly ReplayFacts["mainState"][] = ["paid", "unpaid", "other"];

/** What a `replay.decided` says that it was decided on. What it leaves out is not known. */
export function statedFacts(decided: LifecycleEvent): KnownFacts {
  const stated = <Value>(value: Value): { value: Value } & Omit<KnownFact, "value"> => ({
    value,
    basis: "stated",
    evidence: evidenceOf(decided),
  });
  const paid = truthOf(decided, "paid");
  const inMainDb = truthOf(decided, "inMainDb");
  const mainState = MAIN_STATES.find((state) => state === textOf(decided, "mainState"));
  const licenseGenerated = truthOf(decided, "licenseGenerated");
  return {
    // What was decided on was found.
    foundInWebDb: stated(true),
    ...(paid !== null && { paid: stated(paid) }),
    ...(inMainDb !== null && { inMainDb: stated(inMainDb) }),
    ...(mainState !== undefined && { mainState: stated(mainState) }),
    ...(licenseGenerated !== null && { licenseGenerated: stated(licenseGenerated) }),
    // Both are left out where there is none: the value in the document is empty, no license is known.
    previousLicenseId: stated(textOf(decided, "previousLicenseId")),
    previousLicenseState: stated(textOf(decided, "previousLicenseState")),
  };
}
