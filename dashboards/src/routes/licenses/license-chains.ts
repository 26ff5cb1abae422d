import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { madeLicense, previousOf } from "../../api/licenses.ts";

/** A license of a chain. */
export interface ChainLicense {
  readonly id: string;
  /** The license that it renews; null for a first one. */
  readonly previous: string | null;
  /** Null where no record says. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Null where the view of lifecycles does not know it. */
  readonly state: string | null;
  readonly product: string | null;
  /** Reference of the record that made it; null where there is none. */
  readonly made: string | null;
  readonly madeAt: string | null;
  /** How its term stands to that of the license it renews; null for a first one. */
  readonly joint: TermJoint | null;
}

/** A gap between two terms, an overlap of them, neither, or not known. */
export type TermJoint =
  | { readonly kind: "gap" | "overlap"; readonly lengthMs: number }
  | { readonly kind: "seamless" | "notKnown" };

/** Licenses that renew each other, the first one first. */
export interface LicenseChain {
  /** ID of the license made last. */
  readonly key: string;
  readonly licenses: readonly ChainLicense[];
}

/** Two terms that meet within a second follow each other without a gap. */
const SEAMLESS_MS = 1000;

/**
 * Chains of renewals, the last renewed first. `made` are records of licenses that were made; `rows` the licenses
 * as they are now. A license that a record calls renewed stands in its chain even where nothing else is known of it.
 */
export function chainsOf(
  made: readonly EventAnswer[],
  rows: readonly ObjectRowAnswer[],
): LicenseChain[] {
  const records = new Map<string, EventAnswer>();
  for (const event of made) {
    const id = madeLicense(event);
    if (id !== null && !records.has(id)) records.set(id, event);
  }
  const states = new Map(rows.map(({ object, state }) => [object.id, state]));
  const ids = new Set([...records.keys(), ...made.flatMap((event) => previousOf(event) ?? [])]);
  const licenses = new Map(
    [...ids].map((id) => [id, readLicense(id, records.get(id), states.get(id) ?? null)]),
  );
  const groups = Map.groupBy(licenses.values(), ({ id }) => rootOf(id, licenses));
  return [...groups.values()]
    .map((group) => chainOf(group, licenses))
    .sort((one, other) => (lastMade(one) < lastMade(other) ? 1 : -1));
}

function readLicense(
  id: string,
  event: EventAnswer | undefined,
  state: string | null,
): Omit<ChainLicense, "joint"> {
  return {
    id,
    previous: event === undefined ? null : previousOf(event),
    validFrom: textIn(event, "validFrom"),
    validUntil: textIn(event, "validUntil"),
    state,
    product: textIn(event, "product"),
    made: event?.reference ?? null,
    madeAt: event?.time ?? null,
  };
}

function textIn(event: EventAnswer | undefined, name: string): string | null {
  const value = event?.attributes[name];
  return typeof value === "string" ? value : null;
}

/** The first license of the chain; of records that go in a circle the one where it closes. */
function rootOf(id: string, licenses: ReadonlyMap<string, Omit<ChainLicense, "joint">>): string {
  const seen = new Set<string>();
  let root = id;
  for (;;) {
    seen.add(root);
    const previous = licenses.get(root)?.previous ?? null;
    if (previous === null || seen.has(previous)) return root;
    root = previous;
  }
}

function chainOf(
  group: readonly Omit<ChainLicense, "joint">[],
  all: ReadonlyMap<string, Omit<ChainLicense, "joint">>,
): LicenseChain {
  const ordered = group.toSorted((one, other) =>
    // What no record made is only known as renewed: it was there before.
    (one.madeAt ?? "") < (other.madeAt ?? "") ? -1 : 1,
  );
  return {
    key: ordered.at(-1)?.id ?? "",
    licenses: ordered.map((license) => withJoint(license, all)),
  };
}

function withJoint(
  license: Omit<ChainLicense, "joint">,
  all: ReadonlyMap<string, Omit<ChainLicense, "joint">>,
): ChainLicense {
  const { previous } = license;
  const joint = previous === null ? null : jointOf(all.get(previous), license);
  return { ...license, joint };
}

function jointOf(
  before: Omit<ChainLicense, "joint"> | undefined,
  after: Omit<ChainLicense, "joint">,
): TermJoint {
  const end = before?.validUntil ?? null;
  if (end === null || after.validFrom === null) return { kind: "notKnown" };
  const betweenMs = Date.parse(after.validFrom) - Date.parse(end);
  if (Math.abs(betweenMs) < SEAMLESS_MS) return { kind: "seamless" };
  return { kind: betweenMs > 0 ? "gap" : "overlap", lengthMs: Math.abs(betweenMs) };
}

function lastMade({ licenses }: LicenseChain): string {
  return licenses.at(-1)?.madeAt ?? "";
}

/** From the first day of all terms to the last. */
export interface TermSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The time that all terms take together, with now; null where none is known. */
export function termSpan(chains: readonly LicenseChain[], nowMs: number): TermSpan | null {
  const times = chains.flatMap(({ licenses }) =>
    licenses.flatMap(({ validFrom, validUntil }) =>
      validFrom === null || validUntil === null
        ? []
        : [Date.parse(validFrom), Date.parse(validUntil)],
    ),
  );
  if (times.length === 0) return null;
  return { fromMs: Math.min(...times, nowMs), toMs: Math.max(...times, nowMs) };
}
