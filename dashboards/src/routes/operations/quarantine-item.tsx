import "../../components/evidence/evidence-drawer.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { QuarantineItemAnswer } from "#query/answers/quarantine-answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import {
  quarantineInputAnswer,
  quarantineItemAnswer,
  retryQuarantined,
} from "../../api/quarantine.ts";
import type { QuarantinedInput } from "../../api/quarantine.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { usePanelFocus } from "./use-panel-focus.ts";

/** One item: what is wrong and where, the input itself, and what can be done. */
export function QuarantineItemView(props: {
  readonly itemId: string;
  readonly onClose: () => void;
}) {
  const answer = useQuery(quarantineItemAnswer(props.itemId));
  const input = useQuery(quarantineInputAnswer(props.itemId));
  const panel = useRef<HTMLElement>(null);
  useShortcuts("panel", { Escape: props.onClose });
  usePanelFocus(panel);
  const problem = answer.error ?? input.error;
  return (
    <aside className="evidence" aria-label={props.itemId} ref={panel} tabIndex={-1}>
      <header>
        <h2 className="mono">{props.itemId}</h2>
        <button type="button" className="button small" onClick={props.onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </header>
      {problem !== null && (
        <ProblemView
          error={problem}
          onRetry={() => void Promise.all([answer.refetch(), input.refetch()])}
        />
      )}
      {answer.data !== undefined && (
        <>
          <section>
            <p className="evidence-sentence">
              <CodedText words={answer.data.message} />
            </p>
            <ItemFacts item={answer.data} />
          </section>
          {input.data !== undefined && <Decision item={answer.data} input={input.data} />}
        </>
      )}
    </aside>
  );
}

function ItemFacts({ item }: { readonly item: QuarantineItemAnswer }) {
  const zone = useZone();
  const { file, line, offset, index } = item.position;
  const place = [
    file,
    line === undefined ? undefined : text.evidence.line(line),
    offset === undefined ? undefined : text.evidence.byte(offset),
    index === undefined ? undefined : text.quarantine.place(index),
  ].filter((part) => part !== undefined);
  return (
    <dl className="evidence-facts">
      <dt>{text.quarantine.status}</dt>
      <dd>
        {text.quarantine[item.status]}
        {item.retries > 0 && `, ${text.quarantine.retries(item.retries)}`}
      </dd>
      <dt>{text.quarantine.columns.when}</dt>
      <dd>
        <TimeText iso={item.quarantinedAt} zone={zone} withDate />{" "}
        {zoneLabel(item.quarantinedAt, zone)}
      </dd>
      <dt>{text.evidence.source}</dt>
      <dd>
        <span className="mono">{item.sourceName}</span>, {item.format}
        {place.length > 0 && <span className="evidence-sub breaking">{place.join(", ")}</span>}
      </dd>
      {item.note !== undefined && (
        <>
          <dt>{text.quarantine.note}</dt>
          <dd>{item.note}</dd>
        </>
      )}
      {item.resolvedSeqs !== undefined && item.resolvedSeqs.length > 0 && (
        <>
          <dt>{text.quarantine.positions}</dt>
          <dd>
            {item.resolvedSeqs.map((seq) => (
              <PageLink key={seq} className="mono" href={pages.find({ order: "oldest", rec: seq })}>
                #{seq}{" "}
              </PageLink>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

/** Correct and read again, or set aside; both are recorded by the service. */
function Decision(props: {
  readonly item: QuarantineItemAnswer;
  readonly input: QuarantinedInput;
}) {
  const { item } = props;
  const original = props.input.text;
  const [content, setContent] = useState(original ?? "");
  const [outcome, setOutcome] = useState<{ readonly isGood: boolean; readonly words: string }>();
  const [isWorking, setIsWorking] = useState(false);
  const [isDismissing, setIsDismissing] = useState(false);
  const client = useQueryClient();
  const isOpen = item.status === "open";
  const isChanged = original !== null && content !== original;
  const retry = async () => {
    setIsWorking(true);
    try {
      const answer = await retryQuarantined(item.itemId, isChanged ? content : undefined);
      const reason = answer.items.find(({ error }) => error !== undefined)?.error?.message;
      setOutcome({
        isGood: answer.quarantined === 0,
        words: `${text.quarantine.retried(answer.accepted + answer.duplicate, answer.quarantined)} ${reason ?? ""}`,
      });
      await client.invalidateQueries();
    } catch (error) {
      const words = error instanceof ApiProblem ? error.message : "";
      setOutcome({ isGood: false, words: words === "" ? text.problem.offline : words });
    } finally {
      setIsWorking(false);
    }
  };
  return (
    <section>
      <h3>
        <label htmlFor="quarantine-content">
          {isOpen ? text.quarantine.content : text.quarantine.contentClosed}
        </label>
      </h3>
      {original === null ? (
        <p className="quiet">{text.quarantine.notText}</p>
      ) : (
        <textarea
          id="quarantine-content"
          className="field"
          rows={Math.min(16, Math.max(4, content.split("\n").length + 1))}
          value={content}
          readOnly={!isOpen}
          spellCheck={false}
          wrap="off"
          onChange={(event) => setContent(event.target.value)}
        />
      )}
      {outcome !== undefined && (
        <output className="quarantine-outcome">
          <SeverityMark severity={outcome.isGood ? "ok" : "error"} />
          <span>
            <CodedText words={outcome.words} />
          </span>
        </output>
      )}
      {isOpen && (
        <p className="evidence-actions">
          <button
            type="button"
            className="button primary"
            disabled={isWorking}
            onClick={() => void retry()}
          >
            {isChanged ? text.quarantine.retryCorrected : text.quarantine.retryAsIs}
          </button>
          <button type="button" className="button" onClick={() => setIsDismissing(true)}>
            {text.quarantine.dismiss}
          </button>
        </p>
      )}
      {isDismissing && (
        <DismissDialog itemId={item.itemId} onClose={() => setIsDismissing(false)} />
      )}
    </section>
  );
}
