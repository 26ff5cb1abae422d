import "../../components/evidence/evidence-drawer.css";
import { useRef } from "react";
import type { ExportAnswer, ExportManifest } from "#query/answers/export-answers.ts";
import { isWorking } from "../../api/exports.ts";
import { describeExported } from "../../components/exports/describe-exported.ts";
import { ExportProgress, ExportStatus } from "../../components/exports/export-progress.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ExportActions } from "./export-actions.tsx";
import { ManifestFacts } from "./manifest-facts.tsx";
import { usePanelFocus } from "./use-panel-focus.ts";

/** One export: how far it is, what it holds, and what can be done with it. */
export function ExportPanel(props: {
  readonly id: string;
  readonly answer: ExportAnswer | undefined;
  readonly manifest: ExportManifest | undefined;
  readonly onClose: () => void;
}) {
  const { answer, manifest } = props;
  const panel = useRef<HTMLElement>(null);
  useShortcuts("panel", { Escape: props.onClose });
  usePanelFocus(panel);
  return (
    <aside className="evidence" aria-label={text.exports.panel} ref={panel} tabIndex={-1}>
      <header>
        <h2>{text.exports.panel}</h2>
        <button type="button" className="button small" onClick={props.onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </header>
      <section>
        {answer === undefined ? (
          <p>{text.exports.notFound}</p>
        ) : (
          <>
            <p className="evidence-sentence breaking">{describeExported(answer.what)}</p>
            <output>
              <ExportStatus status={answer.status} />
            </output>
            {isWorking(answer) && <ExportProgress answer={answer} />}
            {answer.reason !== null && (
              <p>
                <b>{text.exports.reason}:</b> <span lang="en">{answer.reason}</span>
              </p>
            )}
            {answer.status === "failed" && <p className="quiet">{text.exports.failedSafe}</p>}
            {answer.status === "cancelled" && <p className="quiet">{text.exports.cancelledSafe}</p>}
            <JobFacts answer={answer} />
            <ExportActions answer={answer} onRemoved={props.onClose} />
          </>
        )}
      </section>
      {manifest !== undefined && <ManifestFacts manifest={manifest} />}
    </aside>
  );
}

function JobFacts({ answer }: { readonly answer: ExportAnswer }) {
  const zone = useZone();
  const times = [
    [text.exports.columns.requested, answer.requestedAt],
    [text.exports.started, answer.startedAt],
    [text.exports.ended, answer.endedAt],
    [text.exports.expires, answer.expiresAt],
  ] as const;
  return (
    <dl className="evidence-facts">
      <dt>{text.exports.format}</dt>
      <dd>{text.exports.formats[answer.format].name}</dd>
      {times.map(
        ([label, iso]) =>
          iso !== null && (
            <div className="evidence-pair" key={label}>
              <dt>{label}</dt>
              <dd>
                <TimeText iso={iso} zone={zone} withDate />
              </dd>
            </div>
          ),
      )}
      <dt>{text.exports.columns.by}</dt>
      <dd>{answer.requestedBy}</dd>
      <dt>{text.exports.file}</dt>
      <dd className="mono breaking">{answer.file.name}</dd>
    </dl>
  );
}
