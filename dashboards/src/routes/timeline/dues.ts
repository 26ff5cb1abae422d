import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { LaneType } from "./lanes.ts";

export type Finding = NonNullable<ObjectAnswer["findings"]>[number];
type Obligation = NonNullable<ObjectAnswer["lifecycle"]>["obligations"][number];

/** Something that had to come by a time and is not recorded; or has still to come. */
export interface Due {
  readonly key: string;
  /** The deadline. */
  readonly time: string;
  /** The rule that holds once it is overdue; its text names what is due. */
  readonly rule: string;
  readonly isOverdue: boolean;
  /** The object that it is owed for. */
  readonly on: ObjectAnswer["object"];
  readonly lane: LaneType;
  /** Type of the event that was awaited. */
  readonly eventType: string;
  /** References of the records since which it is owed. */
  readonly evidence: readonly string[];
}

/** Rules about what did not come: on which lane it would stand, and as which event. */
const AWAITED: Readonly<Record<string, { readonly lane: LaneType; readonly eventType: string }>> = {
  "license.missing": { lane: "license", eventType: "license.generated" },
  "invoice.missing": { lane: "order", eventType: "invoice.issued" },
  "mail.missing": { lane: "order", eventType: "mail.sent" },
  "order.paid-not-delivered": { lane: "order", eventType: "fulfillment.completed" },
  "order.not-replicated": { lane: "order", eventType: "order.replicated" },
  "order.account-missing": { lane: "order", eventType: "customer.registered" },
  "order.stuck": { lane: "order", eventType: "payment.captured" },
  "order.uncertain-unresolved": { lane: "order", eventType: "payment.stateRead" },
  "payment.unanswered": { lane: "payment", eventType: "payment.captured" },
  "gift-card.authorization-stale": { lane: "giftCard", eventType: "giftCard.captured" },
  "replay.unverified": { lane: "order", eventType: "replay.verified" },
};

/** A finding's name in addresses and keys: of each rule an object has one at most. */
export function findingKey({ rule, on }: Pick<Finding, "rule" | "on">): string {
  return `${rule} ${on.type} ${on.id}`;
}

function overdue(finding: Finding): Due[] {
  const awaited = AWAITED[finding.rule];
  if (awaited === undefined) return [];
  const { rule, since, evidence, on } = finding;
  const key = `due ${findingKey(finding)}`;
  return [{ key, time: since, rule, isOverdue: true, on, evidence, ...awaited }];
}

function stillOwed(
  { rule, name, status, since, dueAt, evidence }: Obligation,
  on: ObjectAnswer["object"],
): Due[] {
  const awaited = AWAITED[rule];
  if (awaited === undefined || status !== "open") return [];
  // The same may be owed several times over, such as a mail of each part that was delivered.
  const key = `due ${rule} ${name} ${since} ${evidence.join(" ")} open`;
  return [{ key, time: dueAt, rule, isOverdue: false, on, evidence, ...awaited }];
}

/** Rows for what did not happen, in the order of their deadlines: overdue by findings, open by what is owed. */
export function duesOf(answer: Pick<ObjectAnswer, "object" | "lifecycle" | "findings">): Due[] {
  return [
    ...(answer.findings ?? []).flatMap(overdue),
    ...(answer.lifecycle?.obligations ?? []).flatMap((one) => stillOwed(one, answer.object)),
  ].sort((one, other) => (one.time < other.time ? -1 : Number(one.time > other.time)));
}
