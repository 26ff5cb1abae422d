import {
  Reconciliation,
  type ReconciledCard,
  type ReconciledGroup,
} from "#domain/gift-cards/reconcile.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import type { CardRow } from "#storage/lifecycles/lifecycle-store.ts";
import type { Coverage } from "../answers/coverage.ts";
import { counted, type Positions } from "../coverage.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { REPORT_SCANS_MAX, TimeBox } from "../reading/time-box.ts";
import { readViewState, viewCoverage } from "../view-coverage.ts";
import type { CardReportRequest } from "./card-request.ts";

/** Cards taken from the view at once; a slice of some ten milliseconds. */
const PAGE_CARDS = 500;

/** Cards named one by one; the groups count all of them. */
const BROKEN_CARDS_MAX = 1_000;

/** What the accounts of all cards come to. */
export interface AddedUp {
  readonly asOf: string;
  /** By currency, then store. */
  readonly groups: readonly ReconciledGroup[];
  /** Cards whose sums need a look, by ID. */
  readonly broken: readonly ReconciledCard[];
  readonly coverage: Coverage;
}

/**
 * Every card once, of records through one position of the ledger: what comes meanwhile changes no sum. In
 * bounded memory, in slices that let other questions in between.
 */
export async function addUpCards(
  sources: QuerySources,
  request: CardReportRequest,
): Promise<AddedUp> {
  const { facts, nowMs, asOf } = request;
  const asOfMs = asOf === undefined ? nowMs : parseTimeParameter(asOf, nowMs);
  const lifecycles = lifecyclesOf(sources);
  const state = await readViewState(lifecycles, facts);
  const box = new TimeBox(sources.stopwatch, sources.scanBudgetMs * REPORT_SCANS_MAX);
  const range = { ...pinnedSeq(state.positions), asOfMs, limit: PAGE_CARDS };
  const sum = new CardSum();
  let isCut = false;
  for (let after: string | undefined; !isCut;) {
    const cards = await lifecycles.cards({ ...range, ...(after !== undefined && { after }) });
    for (const card of cards) sum.add(card);
    after = cards.at(-1)?.card;
    if (cards.length < PAGE_CARDS) break;
    isCut = box.isSpent;
    await box.betweenSlices();
  }
  return {
    asOf: new Date(asOfMs).toISOString(),
    groups: sum.groups(),
    broken: sum.broken,
    coverage: viewCoverage(facts, state, sum.reasons(isCut)),
  };
}

class CardSum {
  readonly broken: ReconciledCard[] = [];
  readonly #reconciliation = new Reconciliation();
  #cards = 0;
  #unnamed = 0;

  /** A card of which nothing had happened by then does not count. */
  add(card: CardRow): void {
    if (card.entries.length === 0) return;
    this.#cards += 1;
    const reconciled = this.#reconciliation.add(card);
    if (reconciled.breaks.length === 0) return;
    if (this.broken.length < BROKEN_CARDS_MAX) this.broken.push(reconciled);
    else this.#unnamed += 1;
  }

  groups(): ReconciledGroup[] {
    return this.#reconciliation.groups();
  }

  reasons(isCut: boolean): string[] {
    const reasons: string[] = [];
    if (isCut) {
      const cards = counted(this.#cards, "card");
      reasons.push(`The time for this answer ended after ${cards}: the sums are theirs alone.`);
    }
    if (this.#unnamed > 0) {
      const cards = counted(this.#unnamed, "further card needs", "further cards need");
      reasons.push(`${cards} a look and stand in the counts alone.`);
    }
    return reasons;
  }
}

/** A card's entries carry places of the one ledger that the view follows. */
function pinnedSeq(positions: Positions): { readonly throughSeq?: number } {
  const [throughSeq, ...others] = Object.values(positions);
  return throughSeq === undefined || others.length > 0 ? {} : { throughSeq };
}
