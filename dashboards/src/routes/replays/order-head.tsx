import type { ReplayView } from "#query/answers/replay-answers.ts";
import { copyText, CopyButton } from "../../components/copy-button.tsx";
import { stateName } from "../../components/findings/state-name.ts";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { zoneLabel } from "../../time/format-time.ts";
import type { Decision } from "./replay-details.ts";

/** The order, its state and money, and what can be done. */
export function OrderHead(props: {
  readonly view: ReplayView;
  /** The shop's; null where it does not tell one. */
  readonly decision: Decision | null;
  /** False while a run is under way: the buttons keep the focus and do nothing. */
  readonly canRun: boolean;
  /** The button that started it stays until it is over. */
  readonly isReplaying: boolean;
  readonly onDryRun: () => void;
  readonly onReplay: () => void;
}) {
  const { view, decision } = props;
  const zone = useZone();
  const { order, foreignId, amount, store, lifecycle } = view;
  const id = foreignId ?? order;
  useShortcuts("page", { c: () => void copyText(id) });
  const uncertain = lifecycle.states.findLast(
    ({ state, to }) => state === "uncertain" && to === null,
  );
  return (
    <header className="replay-head">
      <h2>
        <span className="mono">{id}</span>
        {foreignId !== null && foreignId !== order && (
          <>
            , <PageLink href={pages.object("order", order)}>{text.replays.number(order)}</PageLink>
          </>
        )}
      </h2>
      <div className="replay-head-actions">
        <CopyButton value={() => id} label={text.common.copy} keyHint="c" className="button" />
        <PageLink className="button" href={pages.object("order", order)}>
          {text.replays.openTimeline}
        </PageLink>
        {view.shop.isConfigured && (
          <button
            type="button"
            className="button"
            aria-disabled={!props.canRun}
            onClick={props.canRun ? props.onDryRun : undefined}
          >
            {text.replays.dryRun} <kbd aria-hidden="true">d</kbd>
          </button>
        )}
        {(props.isReplaying || (decision !== null && decision !== "none")) && (
          <button
            type="button"
            className="button primary"
            aria-disabled={!props.canRun}
            onClick={props.canRun ? props.onReplay : undefined}
          >
            {text.replays.replayIt[props.isReplaying ? "none" : (decision ?? "none")]}
          </button>
        )}
      </div>
      <p className="replay-facts">
        <span>{stateName("order", lifecycle.state)}</span>
        {amount !== null && <span>{text.replays.ordered(formatAmount(amount))}</span>}
        {store !== null && <span>{store}</span>}
        {uncertain !== undefined && (
          <span>
            {text.replays.uncertainFor(
              shortDuration(Date.parse(lifecycle.asOf) - Date.parse(uncertain.from)),
            )}{" "}
            <TimeText iso={uncertain.from} zone={zone} withDate /> {zoneLabel(uncertain.from, zone)}
          </span>
        )}
      </p>
    </header>
  );
}
