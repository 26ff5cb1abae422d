import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf, type Simulated } from "../run-simulation.ts";
import { shownFindings } from "./shown-findings.ts";
import { type Difference, storyDifferences } from "./story-differences.ts";
import { ToldEvents } from "./told-events.ts";

export interface Judgement {
  readonly differences: readonly Difference[];
  /** Findings, as `rule type id`, that the key names and the events do not show. */
  readonly unseen: readonly string[];
  /** That the events show and the key does not name. */
  readonly unnamed: readonly string[];
}

/** Nothing of what events and key tell contradicts. */
export const AGREED: Judgement = { differences: [], unseen: [], unnamed: [] };

/** The events of a run against its key, but for objects of which evidence was removed. */
export function judgeRun({ files, key }: Pick<Simulated, "files" | "key">): Judgement {
  const told = new ToldEvents(files["events.ndjson"] ?? "");
  const hurt = objectsWithoutEvidence(key);
  const shown = shownFindings(told, Date.parse(recordsOf(key, "run")[0]?.to ?? ""))
    .filter(({ id }) => !hurt.has(id))
    .map(({ rule, type, id }) => `${rule} ${type} ${id}`);
  const named = namedFindings(key)
    .filter(({ id }) => !hurt.has(id))
    .map(({ rule, type, id }) => `${rule} ${type} ${id}`);
  return {
    differences: storyDifferences(told, key).filter(({ id }) => !hurt.has(id)),
    unseen: [...new Set(named)].filter((finding) => !shown.includes(finding)).sort(),
    unnamed: [...new Set(shown)].filter((finding) => !named.includes(finding)).sort(),
  };
}

/** What the key says must be found on objects of the shop. */
export function namedFindings(
  key: readonly AnswerKeyRecord[],
): { rule: string; type: string; id: string }[] {
  return [
    ...recordsOf(key, "fault"),
    ...recordsOf(key, "incident"),
    ...recordsOf(key, "consequence"),
  ].flatMap(({ findings }) =>
    findings
      .filter(({ rule }) => rule !== "time.recorded-late")
      .map(({ rule, on }) => ({ rule, type: on.type, id: on.id })),
  );
}

/** IDs of what lost events were about, and of what belongs to its orders. */
export function objectsWithoutEvidence(key: readonly AnswerKeyRecord[]): ReadonlySet<string> {
  const hurt = new Set(
    recordsOf(key, "evidence").flatMap((record) =>
      record.what === "dropped" || record.what === "outage" ? record.on.map(({ id }) => id) : [],
    ),
  );
  const orders = recordsOf(key, "order");
  for (const { number, quoteId } of recordsOf(key, "number")) {
    if (hurt.has(quoteId)) hurt.add(number);
  }
  for (const { number, foreignId, lines, quoteId } of orders) {
    const others = lines.flatMap(({ previousLicenseId }) => previousLicenseId ?? []);
    if ([foreignId, quoteId, ...others].some((id) => hurt.has(id))) hurt.add(number);
  }
  const hurtForeign = new Set(
    orders.flatMap(({ number, foreignId }) => (hurt.has(number) ? [foreignId] : [])),
  );
  for (const { id, orderNumber } of recordsOf(key, "payment")) {
    if (hurt.has(orderNumber)) hurt.add(id);
  }
  for (const { id, orderNumber } of recordsOf(key, "replay")) {
    if (hurt.has(orderNumber)) hurt.add(id);
  }
  for (const { id, foreignId } of recordsOf(key, "license")) {
    if (hurtForeign.has(foreignId)) hurt.add(id);
  }
  return hurt;
}
