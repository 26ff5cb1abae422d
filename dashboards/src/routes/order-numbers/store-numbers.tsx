import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import type { NumberStores, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { exceptionCounts } from "./exception-counts.ts";
import { ListedNumbers } from "./listed-numbers.tsx";
import { learnNames } from "./name-numbers.ts";
import { NumberKey } from "./number-key.tsx";
import { NumberReadout } from "./number-readout.tsx";
import { NumberStrip } from "./number-strip.tsx";
import { readExplanations, readSequence } from "./order-numbers-search.ts";
import type { OrderNumbersSearch } from "./order-numbers-search.ts";
import { shortRecord } from "./record-buttons.tsx";
import { SequenceOverview } from "./sequence-overview.tsx";
import { StoreHead } from "./store-head.tsx";
import { stripBounds } from "./strip-scale.ts";
import type { NumberRange } from "./strip-scale.ts";
import { useException } from "./use-exception.ts";
import { useExceptions, useListed } from "./use-listed-numbers.ts";
import { useStripNumbers } from "./use-strip-numbers.ts";

const route = getRouteApi("/order-numbers");

/** Unexplained numbers whose neighbors are read before somebody looks at them. */
const NEIGHBORS_READ = 1000;

export type StoreRow = NumberStores["items"][number];

/** One store's sequence: strip, key, and table. */
export function StoreNumbers(props: {
  readonly stores: readonly StoreRow[];
  readonly shown: StoreRow;
}) {
  const { shown } = props;
  const { store, firstSequence, lastSequence } = shown;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const sequence = readSequence(search, shown);
  const { from, to } = stripBounds({ from: firstSequence, to: lastSequence }, sequence);
  const bounds = useMemo(() => ({ from, to }), [from, to]);
  const [inSight, setInSight] = useState<NumberRange>({ from: lastSequence, to: lastSequence });
  const onInSight = useCallback(
    (range: NumberRange) =>
      setInSight((old) => (old.from === range.from && old.to === range.to ? old : range)),
    [],
  );
  const [pointed, setPointed] = useState<number>();
  const exceptions = useExceptions(store);
  const chosen = readExplanations(search);
  const listed = useListed(store, exceptions, chosen);
  const unexplained = useMemo(
    () => exceptions.numbers.filter(({ explanation }) => explanation === "unexplained"),
    [exceptions.numbers],
  );
  const numbers = useStripNumbers(store, firstSequence, inSight, [
    ...(sequence === undefined ? [] : [sequence]),
    ...unexplained.slice(0, NEIGHBORS_READ).map((one) => one.sequence),
  ]);
  const names = learnNames(numbers.sample ?? exceptions.numbers[0], {
    first: firstSequence,
    last: lastSequence,
  });
  const { answer } = exceptions;
  usePublishCoverage(
    answer.data?.pages.at(-1)?.coverage,
    answer.dataUpdatedAt,
    () => void answer.refetch(),
  );
  const change = (changed: OrderNumbersSearch) =>
    void navigate({ search: { ...search, ...changed }, replace: true, resetScroll: false });
  const why = (number: OrderNumberAnswer) =>
    text.orderNumbers.why({ number, ...numbers.neighborsOf(number.sequence) });
  const choose = (at: number) => change({ number: String(at), rec: "" });
  const open = (number: OrderNumberAnswer) => {
    const [first] = number.evidence;
    change({
      number: String(number.sequence),
      rec: first === undefined ? "" : shortRecord(first),
    });
  };
  const goToException = useException({
    store,
    range: { from: firstSequence, to: lastSequence },
    sequence,
    known: exceptions.numbers,
    isWhole: exceptions.isWhole,
    onGo: choose,
  });
  useShortcuts("page", {
    e: () => goToException(1),
    E: () => goToException(-1),
    Escape:
      pointed === undefined && sequence !== undefined
        ? () => change({ number: "", rec: "" })
        : undefined,
  });
  const total = lastSequence - firstSequence + 1;
  const counts = useMemo(
    () => exceptionCounts(exceptions.numbers, exceptions.isWhole, total),
    [exceptions.numbers, exceptions.isWhole, total],
  );
  const read = numbers.at(pointed ?? sequence ?? Number.NaN);
  return (
    <>
      <LoadingLine isLoading={answer.isFetching || numbers.isReading} />
      <StoreHead
        {...props}
        names={names}
        unexplained={exceptions.isWhole ? unexplained.length : null}
        listed={listed.numbers}
        listedThrough={listed.through}
        why={why}
        onStore={(name) => void navigate({ search: { store: name }, replace: true })}
        onGo={choose}
      />
      {answer.error !== null && answer.data !== undefined && (
        <StaleLine
          error={answer.error}
          answeredAtMs={answer.dataUpdatedAt}
          onRetry={() => void answer.refetch()}
        />
      )}
      <div className={classNames("with-evidence", search.rec !== undefined && "open")}>
        <div className="number-page">
          {numbers.error !== null && read.length === 0 && (
            <ProblemView error={numbers.error} onRetry={numbers.readAgain} />
          )}
          {(from > firstSequence || to < lastSequence) && (
            <p className="number-reading">
              {text.orderNumbers.strip.onlyPart(names.nameOf(from), names.nameOf(to))}
            </p>
          )}
          <NumberStrip
            bounds={bounds}
            inSight={inSight}
            onInSight={onInSight}
            numbers={numbers}
            names={names}
            chosen={sequence}
            pointed={pointed}
            why={why}
            onChoose={choose}
            onPoint={setPointed}
            onOpen={open}
          />
          <SequenceOverview
            bounds={bounds}
            inSight={inSight}
            exceptions={exceptions.numbers}
            onGo={choose}
          />
          <NumberReadout
            numbers={read}
            why={why}
            opened={search.rec}
            onOpen={(reference) => change({ rec: reference })}
          />
          <NumberKey
            counts={counts}
            chosen={chosen}
            onChoose={(explanations) => change({ explanation: explanations.join(",") })}
          />
          <ListedNumbers
            exceptions={exceptions}
            listed={listed}
            chosen={chosen}
            opened={{ sequence, record: search.rec }}
            names={names}
            whole={{ from: firstSequence, to: lastSequence }}
            why={why}
            onOpen={open}
            onRecord={(number, reference) =>
              change({ number: String(number.sequence), rec: reference })
            }
          />
        </div>
        {search.rec !== undefined && (
          <EvidenceDrawer
            reference={search.rec}
            known={undefined}
            onClose={() => change({ rec: "" })}
            onOpen={(reference) => change({ rec: reference })}
          />
        )}
      </div>
    </>
  );
}
