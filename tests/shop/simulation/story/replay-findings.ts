import { HOUR_MS, has, type IdContext, type Rules } from "./rule-context.ts";
import { ofType, text, timeMs, type ToldEvent } from "./told-events.ts";

function decided(events: readonly ToldEvent[]): ToldEvent | undefined {
  return ofType(events, "replay.decided")[0];
}

function loaded(events: readonly ToldEvent[]): ToldEvent[] {
  return ofType(events, "replay.documentLoaded");
}

/** The table of the domain's third chapter. */
function rightDecision({ attributes = {} }: ToldEvent): string {
  const { paid, inMainDb, mainState, licenseGenerated, previousLicenseId, previousLicenseState } =
    attributes;
  if (paid !== true) return "none";
  const isRenewal = typeof previousLicenseId === "string" && previousLicenseId !== "";
  const isRenewable = previousLicenseState === "active" || previousLicenseState === "expired";
  if (inMainDb !== true) return !isRenewal || isRenewable ? "wholeOrder" : "orderInfo";
  if (mainState !== "paid" || licenseGenerated === true) return "none";
  if (!isRenewal) return "getKeyRequest";
  return isRenewable ? "wholeOrder" : "none";
}

export const REPLAY_RULES: Rules<IdContext> = {
  "replay.needless": ({ events }) => {
    const { attributes = {} } = decided(events) ?? {};
    return (
      attributes["paid"] === true &&
      attributes["inMainDb"] === true &&
      attributes["licenseGenerated"] === true &&
      attributes["decision"] !== "none"
    );
  },
  "replay.unpaid": ({ events }) => {
    const { attributes = {} } = decided(events) ?? {};
    return attributes["paid"] === false && attributes["decision"] !== "none";
  },
  "replay.wrong-decision": ({ events }) => {
    const event = decided(events);
    return event !== undefined && text(event, "decision") !== rightDecision(event);
  },
  "replay.mixed-pair": ({ events }) =>
    new Set(loaded(events).map((event) => text(event, "lineItemId"))).size > 1,
  "replay.key-before-info": ({ events }) => {
    const [first] = loaded(events);
    return (
      text(first, "document") === "getKeyRequest" &&
      decided(events)?.attributes?.["inMainDb"] === false
    );
  },
  "replay.unverified": ({ events, endMs }) => {
    const event = decided(events);
    if (
      event === undefined ||
      text(event, "decision") === "none" ||
      event.attributes?.["dryRun"] === true
    )
      return false;
    return !has(events, "replay.verified") && endMs - timeMs(event) > HOUR_MS;
  },
};
