import type { PastReplay } from "#query/answers/replay-answers.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { PageLink } from "../../components/page-link.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { FindingList } from "../finding-list.tsx";
import { decisionWords, VERDICT_SEVERITIES } from "./replay-words.ts";

/** Replays of the order so far, the newest first, each judged. */
export function ReplayHistory(props: {
  readonly replays: readonly PastReplay[];
  readonly fid: string;
}) {
  const zone = useZone();
  return (
    <section className="replay-section" aria-labelledby="replay-history">
      <h3 id="replay-history">{text.replays.history}</h3>
      {props.replays.length === 0 && <p className="quiet">{text.replays.historyNone}</p>}
      <ol className="replay-history">
        {props.replays.toReversed().map((replay) => (
          <li key={replay.id}>
            <span>
              {replay.decidedAt !== null && (
                <TimeText iso={replay.decidedAt} zone={zone} withDate />
              )}
            </span>
            <PageLink href={pages.replays({ fid: props.fid, replay: replay.id })}>
              {decisionWords(replay.decision)}
            </PageLink>
            <span>
              {replay.isDryRun ? text.replays.dryRunPast : stateName("replay", replay.state)}
            </span>
            <span className="replay-verdict">
              <SeverityMark severity={VERDICT_SEVERITIES[replay.verdict]} />
              {text.replays.verdicts[replay.verdict]}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function OrderFindings(props: {
  readonly findings: readonly PastReplay["findings"][number][];
  readonly onOpen: (reference: string) => void;
}) {
  if (props.findings.length === 0) return null;
  return (
    <section className="replay-section" aria-labelledby="replay-findings">
      <h3 id="replay-findings">{text.replays.findingsHeading(props.findings.length)}</h3>
      <FindingList findings={props.findings} onOpen={props.onOpen} />
    </section>
  );
}
