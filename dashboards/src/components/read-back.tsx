import "./read-back.css";
import { spellIdentifier, spokenIdentifier } from "../identifiers/spell-identifier.ts";
import { text } from "../messages/current.ts";
import { classNames } from "./class-names.ts";

/** Four characters to a column, each with the word one says on the phone. */
const COLUMN_CHARACTERS = 4;

export function ReadBack(props: { readonly id: string; readonly marked?: readonly number[] }) {
  const spelled = spellIdentifier(props.id);
  const columns = Array.from(
    { length: Math.ceil(spelled.length / COLUMN_CHARACTERS) },
    (_, column) => spelled.slice(column * COLUMN_CHARACTERS, (column + 1) * COLUMN_CHARACTERS),
  );
  return (
    <section aria-label={text.find.readBack}>
      <h2>{text.find.readBack}</h2>
      <div className="read-back">
        {columns.map((column) => (
          <ol key={column[0]?.place}>
            {column.map(({ character, word, place }) => (
              <li
                key={place}
                className={classNames(props.marked?.includes(place) === true && "read-back-marked")}
              >
                <b className={classNames(/\d/.test(character) && "read-back-digit")}>{character}</b>
                {word}
              </li>
            ))}
          </ol>
        ))}
      </div>
    </section>
  );
}

/** Says the ID with the browser's own voice, where there is one on this machine. */
export function speakIdentifier(id: string): void {
  if (!("speechSynthesis" in window) || speechSynthesis.getVoices().length === 0) return;
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(spokenIdentifier(id));
  utterance.lang = text.languageTag;
  utterance.rate = 0.8;
  speechSynthesis.speak(utterance);
}
