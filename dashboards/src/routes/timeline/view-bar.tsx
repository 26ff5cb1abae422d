import "./view-bar.css";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { ExportButton } from "../../components/exports/export-button.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { MOMENT_KINDS } from "./moment-stops.ts";
import type { MomentKind } from "./moment-stops.ts";
import { TIMELINE_VIEWS, timelineView } from "./timeline-search.ts";
import type { TimelineAddress } from "./use-timeline-address.ts";

/** How the object is looked at: as records, states, prose or beside another; at which moment; and taking it along. */
export function ViewBar(props: {
  readonly address: TimelineAddress;
  readonly object: ObjectAnswer["object"];
  /** As its life tells it, once that is known. */
  readonly state: string | undefined;
  /** Which of the two moments can be chosen below the bar. */
  readonly chosen: MomentKind | null;
  readonly onChoose: (kind: MomentKind | null) => void;
}) {
  const { address, object, chosen } = props;
  const { search, show } = address;
  const { view: _view, ...rest } = search;
  return (
    <div className="view-bar">
      <Segmented
        label={text.timeline.views.label}
        value={timelineView(search)}
        choices={TIMELINE_VIEWS.map((value) => ({ value, label: text.timeline.views[value] }))}
        onChange={(view) => show(view === "records" ? rest : { ...rest, view })}
      />
      {MOMENT_KINDS.map((kind) => (
        <MomentButton
          key={kind}
          kind={kind}
          at={search[kind]}
          isOpen={chosen === kind}
          onToggle={() => props.onChoose(chosen === kind ? null : kind)}
        />
      ))}
      <div className="view-tools">
        <OwnScreen object={object} state={props.state} />
        <PageLink
          className="button small"
          href={pages.find({ q: `${queryField(object.type)}:${object.id}`, as: "query" })}
        >
          {text.timeline.allRecords}
        </PageLink>
        <CopyButton
          label={text.timeline.share}
          said={text.timeline.shared}
          value={() => location.href}
        />
        <button type="button" className="button small" onClick={() => window.print()}>
          {text.timeline.print}
        </button>
        <ExportButton what={exported(address, object)} hasKey />
      </div>
    </div>
  );
}

/** Where more is to be seen of an object of this type: a card's account, a license's chain, a decision. */
function OwnScreen(props: {
  readonly object: ObjectAnswer["object"];
  readonly state: string | undefined;
}) {
  const { type, id } = props.object;
  const { own } = text.timeline;
  const links: readonly (readonly [boolean, string, string])[] = [
    [type === "giftCard", own.account, pages.giftCards({ card: id })],
    [type === "license", own.chain, pages.licenses({ show: "all", license: id })],
    [type === "order" && props.state === "uncertain", own.decision, pages.replays({ fid: id })],
  ];
  return links.map(
    ([isOffered, label, href]) =>
      isOffered && (
        <PageLink key={href} className="button small" href={href}>
          {label}
        </PageLink>
      ),
  );
}

function exported({ search }: TimelineAddress, { type, id }: ObjectAnswer["object"]) {
  const { asOf, knownAt } = search;
  return {
    kind: "object" as const,
    type,
    id,
    ...(asOf !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt }),
  };
}

/** The search language calls a transaction `tx`. */
const queryField = (type: string) => (type === "transaction" ? "tx" : type);

function MomentButton(props: {
  readonly kind: MomentKind;
  readonly at: string | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { kind, at } = props;
  return (
    <button
      type="button"
      className="button small moment-button"
      aria-expanded={props.isOpen}
      onClick={props.onToggle}
    >
      {text.timeline.moment[kind]}{" "}
      {at === undefined ? (
        <b>{text.timeline.moment.now}</b>
      ) : (
        <TimeText iso={at} zone="UTC" withDate />
      )}
    </button>
  );
}
