import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ExportAnswer } from "#query/answers/export-answers.ts";
import {
  cancelExport,
  exportFileHref,
  exportManifestHref,
  isWorking,
  removeExport,
  resumeExport,
} from "../../api/exports.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { describeExported } from "../../components/exports/describe-exported.ts";
import { ProblemLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";

/** Download, manifest, cancel, resume and delete, as the export's status allows. */
export function ExportActions(props: {
  readonly answer: ExportAnswer;
  readonly onRemoved: () => void;
}) {
  const { answer } = props;
  const { id, status } = answer;
  const [asked, setAsked] = useState<"cancel" | "remove">();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["exports"], exact: true });
  const resume = useMutation({ mutationFn: () => resumeExport(id), onSettled: refresh });
  const canResume = status === "cancelled" || status === "failed";
  return (
    <>
      <div className="evidence-actions">
        {status === "finished" && (
          <>
            <a className="button primary" href={exportFileHref(id)} download={answer.file.name}>
              {text.exports.download}
            </a>
            <a
              className="button"
              href={exportManifestHref(id)}
              download={`${answer.file.name}.manifest.json`}
            >
              {text.exports.manifest}
            </a>
          </>
        )}
        {canResume && (
          <button
            type="button"
            className="button primary"
            disabled={resume.isPending}
            onClick={() => resume.mutate()}
          >
            {text.exports.resume}
          </button>
        )}
        {isWorking(answer) ? (
          <button type="button" className="button" onClick={() => setAsked("cancel")}>
            {text.exports.cancel}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => setAsked("remove")}>
            {text.exports.remove}
          </button>
        )}
      </div>
      {resume.error !== null && <ProblemLine error={resume.error} />}
      {asked === "cancel" && (
        <ConfirmDialog
          heading={text.exports.cancelHeading}
          verb={text.exports.cancelVerb}
          onConfirm={async () => {
            await cancelExport(id);
            await refresh();
          }}
          onClose={() => setAsked(undefined)}
        >
          <p className="export-what">{describeExported(answer.what)}</p>
          <p>{text.exports.cancelExplain}</p>
          <p className="quiet">{text.exports.keepGoing}</p>
        </ConfirmDialog>
      )}
      {asked === "remove" && (
        <ConfirmDialog
          heading={text.exports.removeHeading}
          verb={text.exports.removeVerb}
          onConfirm={async () => {
            await removeExport(id);
            await refresh();
            props.onRemoved();
          }}
          onClose={() => setAsked(undefined)}
        >
          <p className="export-what">{describeExported(answer.what)}</p>
          <p className="mono breaking">{answer.file.name}</p>
          <p>{text.exports.removeExplain}</p>
          <p className="quiet">{text.exports.keepGoing}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
