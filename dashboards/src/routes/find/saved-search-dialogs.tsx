import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SavedSearchAnswer } from "#query/answers/alert-answers.ts";
import { removeSearch, renameSearch, saveSearch, savedSearchesAnswer } from "../../api/find.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { text } from "../../messages/current.ts";

/** The service takes names of at most so many characters. */
const NAME_CHARACTERS_MAX = 200;

/** Asks under which name a query is kept. */
export function SaveSearchDialog(props: { readonly q: string; readonly onClose: () => void }) {
  const reread = useRereadSaved();
  return (
    <NameDialog
      heading={text.find.saveHeading}
      explain={text.find.saveExplain}
      verb={text.find.saveVerb}
      q={props.q}
      name=""
      onName={async (name) => {
        await saveSearch(name, props.q);
        await reread();
      }}
      onClose={props.onClose}
    />
  );
}

export function RenameSearchDialog(props: {
  readonly search: SavedSearchAnswer;
  readonly onClose: () => void;
}) {
  const { id, name, q } = props.search;
  const reread = useRereadSaved();
  return (
    <NameDialog
      heading={text.find.renameHeading(name)}
      explain={text.find.renameExplain}
      verb={text.find.rename}
      q={q}
      name={name}
      onName={async (changed) => {
        await renameSearch(id, changed, q);
        await reread();
      }}
      onClose={props.onClose}
    />
  );
}

export function RemoveSearchDialog(props: {
  readonly search: SavedSearchAnswer;
  readonly onClose: () => void;
}) {
  const { id, name, q } = props.search;
  const reread = useRereadSaved();
  return (
    <ConfirmDialog
      heading={text.find.removeHeading(name)}
      verb={text.find.removeVerb}
      onConfirm={async () => {
        await removeSearch(id);
        await reread();
      }}
      onClose={props.onClose}
    >
      <p className="mono breaking">{q}</p>
      <p>{text.find.removeExplain}</p>
    </ConfirmDialog>
  );
}

function useRereadSaved(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: savedSearchesAnswer().queryKey });
}

function NameDialog(props: {
  readonly heading: string;
  readonly explain: string;
  readonly verb: string;
  readonly q: string;
  readonly name: string;
  readonly onName: (name: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(props.name);
  return (
    <ConfirmDialog
      heading={props.heading}
      verb={props.verb}
      canConfirm={name.trim() !== ""}
      onConfirm={() => props.onName(name.trim())}
      onClose={props.onClose}
    >
      <p className="mono breaking">{props.q}</p>
      <p>{props.explain}</p>
      <p>
        <label className="saved-name">
          <span className="label">{text.find.saveName}</span>
          <input
            className="field"
            value={name}
            maxLength={NAME_CHARACTERS_MAX}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </p>
    </ConfirmDialog>
  );
}
