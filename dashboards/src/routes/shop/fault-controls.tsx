import { useRef, useState } from "react";
import type { ShopFault } from "#query/answers/shop-answers.ts";
import { shopChanges } from "../../api/shop.ts";
import { Segmented } from "../../components/segmented.tsx";
import { text } from "../../messages/current.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import type { useShopChange } from "./change-done.tsx";
import { allTurned, changesOf, type DraftChanges, type FaultDraft } from "./fault-draft.ts";
import { FaultTable } from "./fault-table.tsx";
import { FilterField } from "./filter-field.tsx";
import { percentText } from "./shop-numbers.ts";
import { FAULT_FILTERS } from "./shop-search.ts";
import { shownFaults } from "./shown-rows.ts";
import { useShopSearch } from "./use-shop-search.ts";

/** Changes that a dialog names one by one; of more it says how many. */
const NAMED_CHANGES_MAX = 8;

/** What can go wrong and how often. Changes are gathered and applied together, after being asked. */
export function FaultControls(props: {
  readonly faults: readonly ShopFault[];
  readonly make: ReturnType<typeof useShopChange>["make"];
}) {
  const { faults } = props;
  const { search, change } = useShopSearch();
  const [draft, setDraft] = useState<FaultDraft>({});
  const heading = useRef<HTMLHeadingElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const words = text.shop.simulator;
  const filter = search.faults ?? "all";
  const rows = shownFaults(faults, { filter, q: search.q });
  const changed = changesOf(faults, draft);
  const rates = Object.fromEntries(changed.changes.map(({ name, to }) => [name, to]));
  return (
    <section className="faults" aria-labelledby="faults-heading">
      <header className="faults-head">
        <h2 id="faults-heading" ref={heading} tabIndex={-1}>
          {words.faults}
        </h2>
        <p>{words.faultsExplain}</p>
      </header>
      <div className="faults-tools">
        <Segmented
          label={words.shown}
          value={filter}
          choices={FAULT_FILTERS.map((value) => ({ value, label: words.show[value] }))}
          onChange={(chosen) => change({ faults: chosen === "all" ? undefined : chosen })}
        />
        <FilterField />
        <button type="button" className="button" onClick={() => setDraft(allTurned(faults, true))}>
          {words.allOn}
        </button>
        <button type="button" className="button" onClick={() => setDraft(allTurned(faults, false))}>
          {words.allOff}
        </button>
      </div>
      {rows.length === 0 ? (
        <p className="shop-empty">{words.noneShown}</p>
      ) : (
        <FaultTable
          faults={rows}
          draft={draft}
          onType={(name, percent) => setDraft({ ...draft, [name]: percent })}
        />
      )}
      <DraftBar
        changed={changed}
        onApply={() => setIsAsking(true)}
        onDiscard={() => {
          setDraft({});
          // The button goes with the changes.
          heading.current?.focus();
        }}
      />
      {isAsking && (
        <ChangeDialog
          heading={words.applyHeading(changed.changes.length)}
          effect={words.applyEffect}
          record={words.faultsRecord}
          verb={words.applyVerb}
          onConfirm={async () => {
            const { length } = changed.changes;
            await props.make(shopChanges.setFaults(rates), () => words.applied(length));
            setDraft({});
          }}
          onClose={() => setIsAsking(false)}
        >
          <ChangeList changes={changed.changes} />
        </ChangeDialog>
      )}
    </section>
  );
}

function DraftBar(props: {
  readonly changed: DraftChanges;
  readonly onApply: () => void;
  readonly onDiscard: () => void;
}) {
  const { changes, wrong } = props.changed;
  const words = text.shop.simulator;
  const isShown = changes.length > 0 || wrong.length > 0;
  return (
    <div className={isShown ? "draft-bar" : undefined}>
      <output>
        {isShown && <b>{words.changes(changes.length)}</b>}
        {wrong.length > 0 && <span className="shop-wrong"> {words.wrongRates}</span>}
      </output>
      {isShown && (
        <>
          <button type="button" className="button" onClick={props.onDiscard}>
            {words.discard}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={wrong.length > 0 || changes.length === 0}
            onClick={props.onApply}
          >
            {words.apply}
          </button>
        </>
      )}
    </div>
  );
}

function ChangeList({ changes }: { readonly changes: DraftChanges["changes"] }) {
  const words = text.shop.simulator;
  const more = changes.length - NAMED_CHANGES_MAX;
  return (
    <dl className="fault-changes">
      {changes.slice(0, NAMED_CHANGES_MAX).map(({ name, from, to }) => (
        <div key={name}>
          <dt className="mono">{name}</dt>
          <dd>{words.fromTo(percentText(from), percentText(to))}</dd>
        </div>
      ))}
      {more > 0 && <div>{words.more(more)}</div>}
    </dl>
  );
}
