import { lazy, Suspense, useMemo, useState } from "react";
import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PinButton } from "../../components/pins/pin-button.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { duesOf, findingKey } from "./dues.ts";
import type { Finding } from "./dues.ts";
import { sharesObject } from "./lane-lines.ts";
import { layOutLanes } from "./lanes.ts";
import type { LaneLayout } from "./lanes.ts";
import { MomentPanel } from "./moment-panel.tsx";
import type { MomentKind } from "./moment-stops.ts";
import { RecordsView } from "./records-view.tsx";
import { TimelineHeader } from "./timeline-header.tsx";
import type { Jump } from "./timeline-grid.tsx";
import { timelineView } from "./timeline-search.ts";
import type { TimelineAddress } from "./use-timeline-address.ts";
import { UsedBy } from "./used-by.tsx";
import { ViewBar } from "./view-bar.tsx";

const StatesView = lazy(async () => ({
  default: (await import("./views/states-view.tsx")).StatesView,
}));
const NarrativeView = lazy(async () => ({
  default: (await import("./views/narrative-view.tsx")).NarrativeView,
}));
const CompareView = lazy(async () => ({
  default: (await import("./views/compare-view.tsx")).CompareView,
}));

interface TimelineProps {
  readonly address: TimelineAddress;
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
  /** There is no verdict; asks for it again. */
  readonly onAskVerdict: (() => void) | undefined;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

/** The object's head, the chosen view of it, and beside them the record that was opened. */
export function Timeline(props: TimelineProps) {
  const { address, answer, entries } = props;
  const { search, show } = address;
  const { rec } = search;
  const [chosen, setChosen] = useState<MomentKind | null>(momentOf(address));
  const [jump, setJump] = useState<Jump | null>(
    search.finding === undefined ? null : { key: search.finding, turn: 0 },
  );
  const { object, lifecycle, findings } = answer;
  const dues = useMemo(
    () => duesOf({ object, lifecycle, findings }),
    [object, lifecycle, findings],
  );
  const layout = useMemo(() => layOutLanes(entries, dues), [entries, dues]);
  const open = (reference: string | undefined) => {
    const { rec: _closed, ...rest } = search;
    show(reference === undefined ? rest : { ...rest, rec: reference });
  };
  const goTo = (finding: Finding) => {
    const key = findingKey(finding);
    const { view: _view, ...rest } = search;
    show({ ...rest, finding: key });
    setJump({ key, turn: (jump?.turn ?? 0) + 1 });
  };
  const isEmpty = entries.length === 0;
  return (
    <>
      <TimelineHeader
        answer={answer}
        entries={entries}
        isWhole={!props.hasMore}
        onAskVerdict={props.onAskVerdict}
        onFinding={goTo}
      />
      <ViewBar
        address={address}
        object={answer.object}
        state={lifecycle?.state}
        chosen={chosen}
        onChoose={setChosen}
      />
      {chosen !== null && <MomentPanel key={chosen} address={address} kind={chosen} />}
      <div className={classNames("with-evidence", rec !== undefined && "open")}>
        <div className="timeline-main">
          {isEmpty ? (
            <NothingYet kind={chosen ?? "asOf"} />
          ) : (
            <ChosenView {...props} dues={dues} layout={layout} jump={jump} onOpen={open} />
          )}
        </div>
        {rec !== undefined && (
          <Evidence {...props} reference={rec} layout={layout} onOpen={open} onFinding={goTo} />
        )}
      </div>
    </>
  );
}

/** The moment that the address carries. */
function momentOf({ search }: TimelineAddress): MomentKind | null {
  if (search.asOf !== undefined) return "asOf";
  return search.knownAt === undefined ? null : "knownAt";
}

function ChosenView(
  props: TimelineProps &
    Pick<React.ComponentProps<typeof RecordsView>, "dues" | "layout" | "jump" | "onOpen">,
) {
  const { address, answer, onOpen } = props;
  const view = timelineView(address.search);
  if (view === "records") return <RecordsView {...props} />;
  const Shown = { states: StatesView, narrative: NarrativeView, compare: CompareView }[view];
  return (
    <Suspense fallback={<LoadingLine isLoading />}>
      {answer.lifecycle === undefined ? (
        <p className="timeline-pending">
          {props.onAskVerdict === undefined
            ? text.timeline.verdictPending
            : text.timeline.verdictMissing}
        </p>
      ) : (
        <Shown answer={answer} address={address} onOpen={onOpen} />
      )}
    </Suspense>
  );
}

function Evidence(
  props: TimelineProps & {
    readonly reference: string;
    readonly layout: LaneLayout;
    readonly onOpen: (reference: string | undefined) => void;
    readonly onFinding: (finding: Finding) => void;
  },
) {
  const { answer, entries, reference, onOpen } = props;
  const place = entries.findIndex((entry) => shortReference(entry) === reference);
  const entry = entries[place];
  const isOfObject = sharesObject(props.layout, place);
  const neighborOf = (by: 1 | -1) => {
    let index = place + by;
    while (entries[index] !== undefined && !isOfObject(index)) index += by;
    return place < 0 ? undefined : entries[index];
  };
  const step = (by: 1 | -1) => {
    const neighbor = neighborOf(by);
    return neighbor === undefined ? undefined : () => onOpen(shortReference(neighbor));
  };
  const known =
    entry ?? answer.unattributedNearby.find((event) => shortReference(event) === reference);
  return (
    <EvidenceDrawer
      reference={reference}
      known={known}
      onClose={() => onOpen(undefined)}
      onBack={step(-1)}
      onNext={step(1)}
      onOpen={onOpen}
      facts={
        <UsedBy
          reference={known?.reference}
          through={entry?.through}
          findings={answer.findings ?? []}
          onFinding={props.onFinding}
        />
      }
      actions={
        known !== undefined && (
          <PinButton key={known.reference} pin={{ reference: known.reference }} />
        )
      }
    />
  );
}

function NothingYet({ kind }: { readonly kind: MomentKind }) {
  return (
    <section className="problem">
      <h2>{text.timeline.moment.nothing}</h2>
      <p>{text.timeline.moment.nothingWhy[kind]}</p>
    </section>
  );
}
