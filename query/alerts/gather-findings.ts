import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { keyText } from "#domain/lifecycles/object-key.ts";
import type { LedgerHead } from "#query/api/ports.ts";
import type {
  AlertPosition,
  AlertRow,
  AlertStore,
  AlertSubject,
  ToldFinding,
} from "#storage/alerts/alert-store.ts";
import type { FindingChange, LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import { findingItem, ItemCollector } from "./alert-payload.ts";

/** What the view of lifecycles is asked. */
export type FindingFeed = Pick<
  LifecycleReader,
  "findingFeed" | "findingChanges" | "hasFinding" | "watermarks"
>;

/** A finding is told once it has stood so long: records that come together may take it back. */
export const FINDING_SETTLED_MS = 5_000;

/** While the view is further behind, its findings may be those of half a story: an import, for instance. */
export const FINDING_LAG_RECORDS_MAX = 10_000;

/** A view that never catches up must not keep findings back for ever. */
export const FINDING_HELD_BACK_MS_MAX = 15 * 60_000;

/** Between two looks at the list of changes. */
export const FINDINGS_POLL_MS = 1_000;

const CHANGES_READ_MAX = 500;

export interface FoundFindings {
  readonly items: readonly object[];
  readonly told: readonly ToldFinding[];
  readonly position: AlertPosition;
  /** More changes can be looked at now. */
  readonly isMore: boolean;
}

/**
 * Reads the list of changes further and gives the findings that the alert is to tell: those that hold, came
 * up after it was enabled, and were not told before. That is judged by their evidence and time and never by
 * their place in the list: the view may be made anew, and then lists all of them again.
 */
export async function gatherFindings(options: {
  readonly feed: FindingFeed;
  readonly store: Pick<AlertStore, "wasTold">;
  readonly alert: AlertRow;
  readonly subject: AlertSubject & { readonly kind: "finding" };
  readonly heads: readonly LedgerHead[];
  readonly nowMs: number;
}): Promise<FoundFindings> {
  const { feed, store, alert, subject, heads, nowMs } = options;
  const { id } = await feed.findingFeed();
  const before = alert.position.feed?.id === id ? alert.position.feed.position : 0;
  const changes = await feed.findingChanges(before, CHANGES_READ_MAX);
  const collected = new ItemCollector();
  const told: ToldFinding[] = [];
  const result = (position: number, isMore: boolean): FoundFindings => ({
    items: collected.items,
    told,
    position: { ...alert.position, feed: { id, position } },
    isMore,
  });
  const [first] = changes;
  if (first === undefined) return result(before, false);
  const isHeldBack = Math.abs(nowMs - first.noticedMs) < FINDING_HELD_BACK_MS_MAX;
  if (isHeldBack && (await recordsBehind(feed, heads)) > FINDING_LAG_RECORDS_MAX) {
    return result(before, false);
  }
  // What came up and went away, or came up anew, is spoken of as it is last.
  const last = new Map(changes.map((change) => [findingText(change), change]));
  let position = before;
  for (const change of changes) {
    // One from long after now was noticed before the clock was set back.
    if (Math.abs(nowMs - change.noticedMs) < FINDING_SETTLED_MS) return result(position, false);
    const { on, rule, sinceMs } = change;
    if (
      last.get(findingText(change)) === change &&
      isMeant(change, subject) &&
      isNew(change, alert) &&
      !store.wasTold(alert.id, { on, rule, sinceMs }) &&
      (await feed.hasFinding(on, rule))
    ) {
      if (!collected.add(findingItem(change))) return result(position, true);
      told.push({ on, rule, sinceMs });
    }
    position = change.position;
  }
  return result(position, changes.length === CHANGES_READ_MAX);
}

function findingText({ on, rule }: FindingChange): string {
  return `${keyText(on)} ${rule}`;
}

async function recordsBehind(feed: FindingFeed, heads: readonly LedgerHead[]): Promise<number> {
  const read = new Map(
    (await feed.watermarks()).map(({ ledger, throughSeq }) => [ledger, throughSeq]),
  );
  return Math.max(0, ...heads.map(({ ledger, headSeq }) => headSeq - (read.get(ledger) ?? 0)));
}

function isMeant(
  { change, rule, severity }: FindingChange,
  subject: AlertSubject & { readonly kind: "finding" },
): boolean {
  const isRule =
    subject.rule === null || rule === subject.rule || rule.startsWith(`${subject.rule}.`);
  const isSevere = SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(subject.severityMin);
  return change === "found" && isRule && isSevere;
}

/** It rests on a record that came after the alert was enabled, or on a deadline that passed since. */
function isNew({ sinceMs, evidence }: FindingChange, alert: AlertRow): boolean {
  const { enabledMs, enabledSeqs } = alert;
  return (
    sinceMs >= enabledMs ||
    evidence.some((reference) => {
      const at = reference.lastIndexOf(":");
      return Number(reference.slice(at + 1)) > (enabledSeqs[reference.slice(0, at)] ?? 0);
    })
  );
}
