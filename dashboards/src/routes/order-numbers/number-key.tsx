import type { Explanation } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import { EXPLANATION_ORDER } from "./explanations.ts";
import { GLYPH_HEIGHT_PX, NumberGlyph } from "./number-glyph.tsx";

const KEY_WIDTH_PX = 17;

/** What each cell means and how many there are of it; a press shows only those. */
export function NumberKey(props: {
  /** Null for what was not counted through yet. */
  readonly counts: ReadonlyMap<Explanation, number | null>;
  readonly chosen: readonly Explanation[];
  readonly onChoose: (explanations: readonly Explanation[]) => void;
}) {
  const { chosen, counts } = props;
  const shown = EXPLANATION_ORDER.filter(
    (explanation) => counts.get(explanation) !== 0 || chosen.includes(explanation),
  );
  return (
    <fieldset className="number-key">
      <legend className="visually-hidden">{text.orderNumbers.filter}</legend>
      {shown.map((explanation) => {
        const isChosen = chosen.includes(explanation);
        const count = counts.get(explanation) ?? null;
        return (
          <button
            key={explanation}
            type="button"
            aria-pressed={isChosen}
            onClick={() =>
              props.onChoose(
                isChosen
                  ? chosen.filter((other) => other !== explanation)
                  : [...chosen, explanation],
              )
            }
          >
            <svg
              viewBox={`0 -7 ${KEY_WIDTH_PX} ${GLYPH_HEIGHT_PX + 14}`}
              width="13"
              height="24"
              aria-hidden="true"
            >
              <NumberGlyph explanation={explanation} x={0} y={0} widthPx={KEY_WIDTH_PX} />
            </svg>
            <span>{text.orderNumbers.explanations[explanation]}</span>
            <b>{count === null ? text.orderNumbers.counting : text.common.count(count)}</b>
          </button>
        );
      })}
      {chosen.length > 0 && (
        <button type="button" className="number-key-clear" onClick={() => props.onChoose([])}>
          {text.orderNumbers.filterClear}
        </button>
      )}
    </fieldset>
  );
}
