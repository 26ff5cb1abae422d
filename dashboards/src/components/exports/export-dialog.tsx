import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { ExportFormat, Exported } from "#query/answers/export-answers.ts";
import { exportAnswer, exportFileHref, isWorking, startExport } from "../../api/exports.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { focusFirstField } from "../focus-first-field.ts";
import { ModalDialog } from "../modal-dialog.tsx";
import { PageLink } from "../page-link.tsx";
import { ProblemLine } from "../problem-view.tsx";
import { describeExported } from "./describe-exported.ts";
import { ExportProgress, ExportStatus } from "./export-progress.tsx";

const FORMATS: readonly ExportFormat[] = ["html", "csv", "ndjson", "ocel2"];

/** Which format; then how far the job is, and its file. */
export function ExportDialog(props: { readonly what: Exported; readonly onClose: () => void }) {
  const [startedId, setStartedId] = useState<string>();
  return (
    <ModalDialog heading={text.exports.heading} isOpen onClose={props.onClose}>
      <p className="export-what">{describeExported(props.what)}</p>
      {startedId === undefined ? (
        <FormatForm what={props.what} onStarted={setStartedId} onClose={props.onClose} />
      ) : (
        <StartedExport
          id={startedId}
          onAnother={() => setStartedId(undefined)}
          onClose={props.onClose}
        />
      )}
    </ModalDialog>
  );
}

function FormatForm(props: {
  readonly what: Exported;
  readonly onStarted: (id: string) => void;
  readonly onClose: () => void;
}) {
  const name = useId();
  const [format, setFormat] = useState<ExportFormat>("html");
  const [isStarting, setIsStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const client = useQueryClient();
  const start = async () => {
    setIsStarting(true);
    setError(null);
    try {
      const { id } = await startExport(props.what, format);
      void client.invalidateQueries({ queryKey: ["exports"], exact: true });
      props.onStarted(id);
    } catch (reason) {
      setError(reason);
      setIsStarting(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isStarting) void start();
      }}
    >
      <p className="quiet">{text.exports.explain}</p>
      <fieldset className="export-formats" ref={focusFirstField}>
        <legend className="visually-hidden">{text.exports.format}</legend>
        {FORMATS.map((value) => (
          <label key={value} className="export-format">
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === format}
              onChange={() => setFormat(value)}
            />
            <b>{text.exports.formats[value].name}</b>
            <span className="quiet">{text.exports.formats[value].explain}</span>
          </label>
        ))}
      </fieldset>
      {error !== null && <ProblemLine error={error} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onClose}>
          {text.common.cancel}
        </button>
        <button type="submit" className="button primary" disabled={isStarting}>
          {text.exports.start}
        </button>
      </div>
    </form>
  );
}

function StartedExport(props: {
  readonly id: string;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}) {
  const { data, error } = useQuery(exportAnswer(props.id));
  return (
    <>
      <div className="export-started">
        {data !== undefined && (
          <>
            <output>
              <ExportStatus status={data.status} />
            </output>
            {isWorking(data) && <ExportProgress answer={data} />}
            {isWorking(data) && <p className="quiet">{text.exports.inBackground}</p>}
            {data.reason !== null && <p lang="en">{data.reason}</p>}
            {data.status === "finished" && <p className="mono breaking">{data.file.name}</p>}
          </>
        )}
        {error !== null && <ProblemLine error={error} />}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onAnother}>
          {text.exports.another}
        </button>
        <PageLink
          className="button"
          href={pages.operations("exports", { id: props.id })}
          onClick={props.onClose}
        >
          {text.exports.toExport}
        </PageLink>
        {data?.status === "finished" ? (
          <a className="button primary" href={exportFileHref(props.id)} download={data.file.name}>
            {text.exports.download}
          </a>
        ) : (
          <button type="button" className="button" onClick={props.onClose}>
            {text.common.close}
          </button>
        )}
      </div>
    </>
  );
}
