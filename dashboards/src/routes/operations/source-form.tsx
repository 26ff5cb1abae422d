import { useId, useState } from "react";
import type { SourceAnswer } from "#query/answers/source-answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { putSource } from "../../api/operations.ts";
import { ModalDialog } from "../../components/modal-dialog.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { draftOf, placeProblems, settingsOf, SOURCE_FORMATS } from "./source-draft.ts";
import type { DraftField, DraftProblems, SourceDraft } from "./source-draft.ts";

const NO_PROBLEMS: DraftProblems = { fields: {}, isPlaced: false };

/** Adds a source, or replaces the settings of one; what is wrong stands at its field. */
export function SourceForm(props: {
  /** None: a new one is added. */
  readonly source?: SourceAnswer;
  readonly onSaved: (name: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { source } = props;
  const [draft, setDraft] = useState(() => draftOf(source));
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [error, setError] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const words = text.sources.form;
  const save = async () => {
    setError(null);
    setProblems(NO_PROBLEMS);
    setIsSaving(true);
    try {
      const name = draft.name.trim();
      await putSource(name, settingsOf(draft));
      await props.onSaved(name);
      props.onClose();
    } catch (reason) {
      const placed = problemsOf(reason);
      setProblems(placed);
      if (!placed.isPlaced) setError(reason);
      setIsSaving(false);
    }
  };
  return (
    <ModalDialog
      heading={source === undefined ? words.addHeading : words.editHeading(source.name)}
      isOpen
      role="alertdialog"
      onClose={props.onClose}
    >
      <p>{source === undefined ? words.effectAdd : words.effectEdit}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSaving) void save();
        }}
      >
        <SourceFields
          draft={draft}
          isNew={source === undefined}
          problems={problems.fields}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        {error !== null && <ProblemLine error={error} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={props.onClose}>
            {text.common.cancel}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={isSaving || draft.name.trim() === ""}
          >
            {source === undefined ? words.add : words.save}
          </button>
        </div>
      </form>
    </ModalDialog>
  );
}

function problemsOf(reason: unknown): DraftProblems {
  if (reason instanceof SyntaxError) {
    const words = text.common.sentence(`${text.sources.form.mappingNotJson}${text.common.period}`);
    return { fields: { mapping: words }, isPlaced: true };
  }
  if (!(reason instanceof ApiProblem)) return NO_PROBLEMS;
  return placeProblems(reason.code, reason.message, reason.members["errors"]);
}

function SourceFields(props: {
  readonly draft: SourceDraft;
  readonly isNew: boolean;
  readonly problems: DraftProblems["fields"];
  readonly onChange: (change: Partial<SourceDraft>) => void;
}) {
  const { draft, onChange, problems } = props;
  const words = text.sources.form;
  const formats = useId();
  const at = (field: Exclude<DraftField, "protectRaw">) => ({
    value: draft[field],
    problem: problems[field],
    onChange: (value: string) => onChange({ [field]: value }),
  });
  return (
    <div className="source-form">
      {props.isNew && <TextField label={words.name} hint={words.nameHint} {...at("name")} />}
      <div className="source-form-pair">
        <TextField label={words.format} list={formats} {...at("format")} />
        <TextField label={words.timezone} hint={words.timezoneHint} {...at("timezone")} />
      </div>
      <datalist id={formats}>
        {SOURCE_FORMATS.map((format) => (
          <option key={format} value={format}>
            {format}
          </option>
        ))}
      </datalist>
      <TextField label={words.paths} hint={words.pathsHint} rows={2} {...at("paths")} />
      <div className="source-form-pair">
        <TextField label={words.exclude} hint={words.excludeHint} rows={2} {...at("exclude")} />
        <TextField label={words.stores} hint={words.storesHint} rows={2} {...at("stores")} />
      </div>
      <TextField label={words.pattern} hint={words.patternHint} {...at("transactionIdPattern")} />
      <TextField label={words.mapping} hint={words.mappingHint} rows={2} {...at("mapping")} />
      <label className="source-check">
        <input
          type="checkbox"
          checked={draft.protectRaw}
          onChange={(event) => onChange({ protectRaw: event.target.checked })}
        />
        {words.protect}
      </label>
    </div>
  );
}

/** A field with its hint, and what the service says is wrong with it. */
function TextField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly rows?: number;
  readonly list?: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const control = {
    id,
    value: props.value,
    "aria-invalid": props.problem !== undefined,
    "aria-describedby": `${id}-hint ${id}-problem`,
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
  };
  return (
    <div>
      <label htmlFor={id}>
        <span className="label">{props.label}</span>
      </label>
      {props.rows === undefined ? (
        <input
          {...control}
          list={props.list}
          className="field mono"
          onChange={(event) => props.onChange(event.target.value)}
        />
      ) : (
        <textarea
          {...control}
          className="field"
          rows={props.rows}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
      <span id={`${id}-hint`} className="field-hint">
        {props.hint}
      </span>
      <span id={`${id}-problem`} className="field-problem" role="alert" lang="en">
        {props.problem !== undefined && (
          <>
            <SeverityMark severity="error" />
            {props.problem}
          </>
        )}
      </span>
    </div>
  );
}
