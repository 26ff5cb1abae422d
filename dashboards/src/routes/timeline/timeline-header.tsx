import "./timeline-header.css";
import { useState } from "react";
import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { CopyButton, copyText } from "../../components/copy-button.tsx";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { ReadBack, speakIdentifier } from "../../components/read-back.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { markFill } from "../../events/event-kind.ts";
import { formatAmount } from "../../events/format-amount.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { dateSpan, timeParts, zoneLabel } from "../../time/format-time.ts";
import type { Finding } from "./dues.ts";
import { FindingsIndex } from "./findings-index.tsx";
import { RelatedObjects } from "./related-objects.tsx";

/** Findings named in the sentence; all of them stand in the index. */
const FINDINGS_SAID_MAX = 3;

interface HeaderProps {
  /** With its verdict, once that has come. */
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
  /** All records were read, so that they can be counted. */
  readonly isWhole: boolean;
  /** There is no verdict; asks for it again. */
  readonly onAskVerdict: (() => void) | undefined;
  /** Goes to a finding among the records. */
  readonly onFinding: (finding: Finding) => void;
}

/** Which object this is, what became of it in one sentence, and what is wrong with it. */
export function TimelineHeader(props: HeaderProps) {
  const { answer } = props;
  const { type, id } = answer.object;
  const [isSpelled, setIsSpelled] = useState(false);
  const spell = () => {
    setIsSpelled(!isSpelled);
    if (!isSpelled) speakIdentifier(id);
  };
  useShortcuts("page", { r: spell, c: () => void copyText(id) });
  return (
    <section className="timeline-head" aria-labelledby="timeline-id">
      <div className="timeline-what">
        <Kind answer={answer} />
        <div className="timeline-name">
          <h1 id="timeline-id">
            <span className="visually-hidden">{text.timeline.kindPlain(type)} </span>
            <IdentifierText id={id} />
          </h1>
          <div className="timeline-say">
            <CopyButton label={text.timeline.copyId} value={() => id} keyHint="c" />
            <button
              type="button"
              className="button small"
              aria-expanded={isSpelled}
              onClick={spell}
            >
              {text.timeline.readAloud} <kbd aria-hidden="true">r</kbd>
            </button>
          </div>
        </div>
        {isSpelled && (
          <div className="timeline-spelled">
            <ReadBack id={id} />
          </div>
        )}
        <div aria-live="polite">
          <VerdictSentence answer={answer} onAsk={props.onAskVerdict} />
        </div>
        <Facts {...props} />
        <RelatedObjects answer={answer} />
      </div>
      {answer.findings !== undefined && (
        <FindingsIndex
          findings={answer.findings}
          object={answer.object}
          onFinding={props.onFinding}
        />
      )}
    </section>
  );
}

function Kind({ answer }: { readonly answer: ObjectAnswer }) {
  const zone = useZone();
  const { from, to } = answer.summary;
  const { type } = answer.object;
  const store = answer.lifecycle?.details["store"];
  const kind =
    from === null || to === null
      ? text.timeline.kindPlain(type)
      : text.timeline.kind(
          type,
          dateSpan(timeParts(from, zone).date, timeParts(to, zone).date),
          typeof store === "string" ? store : null,
        );
  return <p className="timeline-kind">{kind}</p>;
}

/** The state, and the gravest of what is wrong: what somebody on the phone is told first. */
function VerdictSentence(props: {
  readonly answer: ObjectAnswer;
  readonly onAsk: (() => void) | undefined;
}) {
  const { lifecycle, findings = [], object, summary } = props.answer;
  // Before its first record there is nothing to judge.
  if (summary.records === 0) return null;
  if (lifecycle === undefined && props.onAsk !== undefined) {
    return (
      <p className="timeline-verdict quiet">
        {text.timeline.verdictMissing}{" "}
        <button type="button" className="button small" onClick={props.onAsk}>
          {text.common.retry}
        </button>
      </p>
    );
  }
  if (lifecycle === undefined) {
    return <p className="timeline-verdict quiet">{text.timeline.verdictPending}</p>;
  }
  const grave = findings.filter(({ severity }) => severity !== "info");
  // A transaction is all that happened in it; what is wrong there is wrong with it.
  const own = grave.filter(
    ({ on }) => object.type === "transaction" || (on.type === object.type && on.id === object.id),
  );
  const said = own.map(({ rule }) => findingTitle(rule));
  const titles = [...new Set(said)].slice(0, FINDINGS_SAID_MAX);
  const state = stateName(object.type, lifecycle.state);
  return (
    <p className="timeline-verdict">
      {text.timeline.verdict(state, titles, grave.length - own.length)}
    </p>
  );
}

/** Since when, how many records in how long, and the sums; counted facts alone. */
function Facts({ answer, entries, isWhole }: HeaderProps) {
  const zone = useZone();
  const { records, durationMs, longestWaitMs } = answer.summary;
  const state = answer.lifecycle?.states.at(-1);
  const money = Object.entries(answer.lifecycle?.money ?? {});
  const refused = entries.filter((entry) => markFill(entry) === "refused").length;
  return (
    <div className="timeline-facts">
      {state !== undefined && (
        <p>
          {stateName(answer.object.type, state.state)} {text.timeline.stateSince}{" "}
          <TimeText iso={state.from} zone={zone} withDate /> {zoneLabel(state.from, zone)}
        </p>
      )}
      <p>
        {text.timeline.facts(
          records,
          durationMs === null ? null : shortDuration(durationMs),
          longestWaitMs === null || records < 3 ? null : shortDuration(longestWaitMs),
        )}
        {isWhole && refused > 0 && ` ${text.timeline.factsRefused(refused)}`}
      </p>
      {money.length > 0 && (
        <dl className="timeline-money">
          {money.map(([name, amount]) => (
            <div key={name}>
              <dt>{text.timeline.money[name] ?? name}</dt>
              <dd>{formatAmount(amount)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
