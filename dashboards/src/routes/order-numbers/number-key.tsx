import type { Explanation } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import type { ExplanationCount } from "./exception-counts.ts";
import { EXPLANATION_ORDER } from "./explanations.ts";
import { GLYPH_HEIGHT_PX, NumberGlyph } from "./number-glyph.tsx";

const KEY_WIDTH_PX = 17;

/** What each cell means and how many there are of it; a press shows only those. */
export function NumberKey(props: {
  readonly counts: ReadonlyMap<Explanation, ExplanationCount>;
  readonly chosen: readonly Explanation[];
  readonly onChoose: (explanations: readonly Explanation[]) => void;
}) {
  const { chosen, counts } = props;
  const shown = EXPLANATION_ORDER.filter(
    (explanation) => !isNone(counts.get(explanation)) || chosen.includes(explanation),
  );
  return (
    <fieldset className="number-key">
      <legend className="visually-hidden">{text.orderNumbers.filter}</legend>
      {shown.map((explanation) => {
        const isChosen = chosen.includes(explanation);
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
            <b>{countWords(counts.get(explanation))}</b>
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

function isNone(counted: ExplanationCount | undefined): boolean {
  return counted?.count === 0 && counted.isWhole;
}

/** What was read through is exact; before that there are at least as many. */
function countWords(counted: ExplanationCount | undefined): string {
  if (counted === undefined || (counted.count === 0 && !counted.isWhole)) {
    return text.orderNumbers.counting;
  }
  const words = text.common.count(counted.count);
  return counted.isWhole ? words : `≥ ${words}`;
}
