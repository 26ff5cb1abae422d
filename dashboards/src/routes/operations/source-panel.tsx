import "../../components/evidence/evidence-drawer.css";
import "./source-panel.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { FollowedFileAnswer, SourceAnswer } from "#query/answers/source-answers.ts";
import { removeSource, sourceAnswer } from "../../api/operations.ts";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { RemoveSourceDialog } from "./remove-source-dialog.tsx";
import { SourceActivityFacts, SourceSettingFacts } from "./source-facts.tsx";
import { SourceForm } from "./source-form.tsx";
import { SourceState } from "./sources-table.tsx";
import { usePanelFocus } from "./use-panel-focus.ts";

/** More files than the service lists of one source are said to be more. */
const FILES_LISTED = 1000;

/** One source beside the list: activity, followed files, settings, and what can be done. */
export function SourcePanel(props: { readonly name: string; readonly onClose: () => void }) {
  const { name } = props;
  const answer = useQuery(sourceAnswer(name));
  const panel = useRef<HTMLElement>(null);
  useShortcuts("panel", { Escape: props.onClose });
  usePanelFocus(panel);
  return (
    <aside className="evidence" aria-label={name} ref={panel} tabIndex={-1}>
      <header>
        <h2 className="mono">{name}</h2>
        <button type="button" className="button small" onClick={props.onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </header>
      <LoadingLine isLoading={answer.isPending} />
      {answer.error !== null && (
        <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.data !== undefined && (
        <>
          <section>
            <p className="source-panel-state">
              <SourceState source={answer.data} />
            </p>
            <SourceActivityFacts source={answer.data} answeredAtMs={answer.dataUpdatedAt} />
            <p className="evidence-actions">
              <PageLink
                className="button small"
                href={pages.find({ q: `source:${name}`, as: "query" })}
              >
                {text.sources.toRecords}
              </PageLink>
              <PageLink className="button small" href={pages.live({ q: `source:${name}` })}>
                {text.sources.toLive}
              </PageLink>
              <PageLink className="button small" href={pages.quarantine({ source: name })}>
                {text.sources.toQuarantine}
              </PageLink>
            </p>
          </section>
          {answer.data.followedFiles !== undefined && (
            <FollowedFiles files={answer.data.followedFiles} />
          )}
          <section>
            <h3>{text.sources.settings}</h3>
            <SourceSettingFacts source={answer.data} />
            <SourceDecisions source={answer.data} onRemoved={props.onClose} />
          </section>
        </>
      )}
    </aside>
  );
}

function FollowedFiles({ files }: { readonly files: readonly FollowedFileAnswer[] }) {
  return (
    <section>
      <h3>{text.sources.followed}</h3>
      {files.length === 0 && <p className="quiet">{text.sources.followedNone}</p>}
      <ul className="followed-files">
        {files.map((file) => (
          <li key={file.path}>
            <span className="mono breaking">{file.path}</span>
            <span className="operations-state">
              <SeverityMark severity={FILE_SEVERITY[file.state]} />
              <span>
                {text.sources.fileStates[file.state]}, {text.sources.readOf(file.offset, file.size)}
                {file.lagMs > 0 && `, ${text.sources.lag(shortDuration(Math.round(file.lagMs)))}`}
              </span>
            </span>
            {file.error !== undefined && (
              <span className="followed-error" lang="en">
                {file.error}
              </span>
            )}
          </li>
        ))}
      </ul>
      {files.length === FILES_LISTED && (
        <p className="quiet">{text.sources.followedMore(FILES_LISTED)}</p>
      )}
    </section>
  );
}

const FILE_SEVERITY = {
  reading: "info",
  current: "ok",
  unfinished: "info",
  waiting: "info",
  failed: "error",
} as const;

/** Who decides about a source is the file or a person here, never both. */
function SourceDecisions(props: { readonly source: SourceAnswer; readonly onRemoved: () => void }) {
  const { source } = props;
  const client = useQueryClient();
  const [dialog, setDialog] = useState<"edit" | "remove">();
  if (source.managedBy === "config") {
    return <p className="source-managed">{text.sources.managedByConfig}</p>;
  }
  return (
    <>
      <p className="evidence-actions">
        <button type="button" className="button small" onClick={() => setDialog("edit")}>
          {text.sources.edit}
        </button>
        <button type="button" className="button small" onClick={() => setDialog("remove")}>
          {text.sources.remove}
        </button>
      </p>
      {dialog === "edit" && (
        <SourceForm
          source={source}
          onSaved={() => client.invalidateQueries()}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "remove" && (
        <RemoveSourceDialog
          source={source}
          onConfirm={async () => {
            await removeSource(source.name);
            await client.invalidateQueries({ queryKey: ["sources"] });
            props.onRemoved();
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}
