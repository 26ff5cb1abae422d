import type { ConfigurationStatus, ReloadAnswer } from "#query/answers/source-answers.ts";
import { reloadConfiguration } from "../../api/operations.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";

/** What is wrong with the file as it is now; nothing where it is in use. */
export function ConfigurationNotice(props: { readonly configuration: ConfigurationStatus }) {
  const { errors, file, loadedAt } = props.configuration;
  const zone = useZone();
  if (errors.length === 0) return null;
  return (
    <section className="operations-notice" role="alert">
      <h2>
        <SeverityMark severity="warning" />
        {text.sources.configuration.heading}
      </h2>
      <p>
        <span className="mono breaking">{file}</span>. {text.sources.configuration.safe}{" "}
        <TimeText iso={loadedAt} zone={zone} withDate /> {zoneLabel(loadedAt, zone)}
        {text.common.period}
      </p>
      <ul lang="en">
        {errors.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <code>{path}</code> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ReloadDialog(props: {
  readonly file: string;
  readonly onReloaded: (answer: ReloadAnswer) => Promise<void>;
  readonly onClose: () => void;
}) {
  return (
    <ConfirmDialog
      heading={text.sources.reloading.heading}
      verb={text.sources.reloading.confirm}
      onConfirm={async () => props.onReloaded(await reloadConfiguration())}
      onClose={props.onClose}
    >
      <p className="breaking">{text.sources.reloading.effect(props.file)}</p>
    </ConfirmDialog>
  );
}

/** What came of it, until it is closed. */
export function ReloadOutcome(props: {
  readonly answer: ReloadAnswer;
  readonly onClose: () => void;
}) {
  const { answer } = props;
  const words = text.sources.reloading;
  const named = (["added", "changed", "removed", "needsRestart"] as const).filter(
    (what) => answer[what].length > 0,
  );
  return (
    <div className="operations-outcome">
      <output>
        <b>{words.done}</b> {named.map((what) => `${words[what](answer[what].join(", "))} `)}
        {words.unchanged(answer.unchanged.length)}
      </output>
      <button type="button" className="button small" onClick={props.onClose}>
        {text.common.close}
      </button>
    </div>
  );
}
