import { useState } from "react";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { CopyButton, copyText } from "../../components/copy-button.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ReadBack, speakIdentifier } from "../../components/read-back.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

/** The opened object: its ID to copy or to read aloud, the way to its timeline, its state in a sentence. */
export function ObjectHead({ answer }: { readonly answer: ObjectAnswer }) {
  const { type, id } = answer.object;
  const [isSpelled, setIsSpelled] = useState(false);
  const spell = () => {
    setIsSpelled(!isSpelled);
    if (!isSpelled) speakIdentifier(id);
  };
  useShortcuts("page", { c: () => void copyText(id), r: spell });
  const verdict = answer.narrative?.find(({ chapter }) => chapter === "state");
  return (
    <header className="license-head">
      <p className="label">{text.common.of(type)}</p>
      <h2>
        <IdentifierText id={id} />
      </h2>
      <div className="license-head-actions">
        <CopyButton value={() => id} label={text.common.copy} keyHint="c" />
        <button type="button" className="button small" aria-expanded={isSpelled} onClick={spell}>
          {text.licenses.readAloud} <kbd aria-hidden="true">r</kbd>
        </button>
        <PageLink className="button small" href={pages.object(type, id)}>
          {text.licenses.openTimeline}
        </PageLink>
      </div>
      {verdict !== undefined && (
        <p className="license-verdict" lang="en">
          {verdict.text}
        </p>
      )}
      {isSpelled && <ReadBack id={id} />}
    </header>
  );
}
