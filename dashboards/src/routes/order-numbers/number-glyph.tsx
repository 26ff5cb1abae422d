import type { Explanation } from "#query/answers/number-answers.ts";
import { classNames } from "../../components/class-names.ts";

/** Height of a cell, pixels; an unexplained one breaks out by some on both sides. */
export const GLYPH_HEIGHT_PX = 30;
export const BREAKS_OUT_PX = 6;

/** Gap between two cells. */
const GAP_PX = 3;

/** Pattern and sign of an explanation, so that none is told by color alone. Drawn at `x`, with its top at `y`. */
export function NumberGlyph(props: {
  readonly explanation: Explanation;
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
}) {
  const { explanation, x, y } = props;
  const width = props.widthPx - GAP_PX;
  const isOut = explanation === "unexplained";
  const left = x + GAP_PX / 2 - (isOut ? 1 : 0);
  const top = isOut ? y - BREAKS_OUT_PX : y;
  const height = GLYPH_HEIGHT_PX + (isOut ? 2 * BREAKS_OUT_PX : 0);
  return (
    <g className={classNames("glyph", `glyph-${explanation}`)}>
      <rect x={left} y={top} width={width + (isOut ? 2 : 0)} height={height} />
      <Sign explanation={explanation} x={x + props.widthPx / 2} y={y + GLYPH_HEIGHT_PX / 2} />
    </g>
  );
}

/** The path of each sign around its middle; declined numbers are hatched, used ones plain. */
const SIGNS: Partial<Record<Explanation, string>> = {
  unexplained: "m0-12v15m0 4v4",
  "used-late": "m-4-6l4-5l4 5m-4-4v19",
  "session-expired": "m-5-5l10 10m0-10l-10 10",
  cancelled: "m-7 12l14-24",
  abandoned: "m0-3.2a3.2 3.2 0 1 0 .01 0",
  reserved: "m0-3a3 3 0 1 0 .01 0",
  "source-outage": "m-4.5 0h9",
  uncertain: "m-3.2-3.6a3.2 3.2 0 1 1 4.9 2.7q-1.7 1.1-1.7 2.9m0 3v2",
  "in-quarantine": "m0-5a4.6 4.6 0 1 0 .01 0m1.4 6.6l4 4.2",
};

function Sign(props: {
  readonly explanation: Explanation;
  readonly x: number;
  readonly y: number;
}) {
  const sign = SIGNS[props.explanation];
  return sign === undefined ? null : <path className="sign" d={`M${props.x} ${props.y}${sign}`} />;
}

/** The hatching of declined numbers; once per drawing that shows any. */
export function GlyphPatterns() {
  return (
    <defs>
      <pattern
        id="number-hatch"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect className="hatch-ground" width="5" height="5" />
        <path className="hatch-line" d="M0 0V5" />
      </pattern>
    </defs>
  );
}
