import type { AlertAnswer, DeliveryAnswer } from "#query/answers/alert-answers.ts";
import type { Column } from "../table.ts";

export const ALERT_COLUMNS: readonly Column<AlertAnswer>[] = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name, style: "bold" },
  { title: "about", value: ({ about }) => subjectText(about) },
  { title: "enabled", value: ({ enabled }) => (enabled ? "yes" : "no") },
  { title: "webhook", value: ({ destination }) => destination },
  { title: "last delivery", value: ({ lastDelivery }) => deliveryText(lastDelivery) },
  { title: "why", value: whyText, wrap: "text", style: "yellow" },
];

export const DELIVERY_COLUMNS: readonly Column<DeliveryAnswer>[] = [
  { title: "message", value: ({ id }) => id },
  { title: "made", value: ({ createdAt }) => createdAt },
  { title: "kind", value: ({ kind }) => kind },
  { title: "items", value: ({ items }) => String(items), alignRight: true },
  { title: "status", value: ({ status }) => status, style: "bold" },
  { title: "attempts", value: ({ attempts }) => String(attempts), alignRight: true },
  { title: "answer", value: ({ lastStatus }) => (lastStatus === null ? "" : String(lastStatus)) },
  { title: "next attempt", value: ({ nextAttemptAt }) => nextAttemptAt ?? "" },
  { title: "what is wrong", value: ({ lastError }) => lastError ?? "", wrap: "text" },
];

function subjectText(about: AlertAnswer["about"]): string {
  if (about.kind === "search") return `search ${about.searchId}`;
  const { rule, severityMin } = about;
  return `${rule ?? "every finding"}${severityMin === "info" ? "" : `, ${severityMin} and above`}`;
}

function deliveryText(delivery: DeliveryAnswer | null): string {
  return delivery === null ? "" : `${delivery.status} ${delivery.endedAt ?? delivery.createdAt}`;
}

function whyText({ disabledReason, lastDelivery }: AlertAnswer): string {
  return disabledReason ?? lastDelivery?.lastError ?? "";
}
