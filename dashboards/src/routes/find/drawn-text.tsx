import { classNames } from "../../components/class-names.ts";
import type { TypedRun } from "./typed-characters.ts";

const GROUP_CHARACTERS = 4;

/** Shorter IDs, such as order numbers, are read at a glance and stay whole. */
const GROUPED_CHARACTERS_MIN = 12;

/** What is typed, drawn over the field: as it stands, or at rest an ID in groups of four. */
export function DrawnText(props: {
  readonly runs: readonly TypedRun[];
  readonly isGrouped: boolean;
}) {
  return props.isGrouped ? <GroupedRuns runs={props.runs} /> : <PlainRuns runs={props.runs} />;
}

function PlainRuns({ runs }: { readonly runs: readonly TypedRun[] }) {
  return runs.map((run) => (
    <span key={run.start} className={`typed-${run.kind}`}>
      {run.text}
    </span>
  ));
}

/** Letters and digits in groups of four; blanks and dashes somebody typed between them go. */
function GroupedRuns({ runs }: { readonly runs: readonly TypedRun[] }) {
  const characters = runs.flatMap(({ text: run, kind, start }) =>
    Array.from(run, (character, offset) => ({ character, kind, place: start + offset })),
  );
  const shown = characters.filter(({ character }) => /[A-Za-z0-9]/.test(character));
  const isLong = shown.length >= GROUPED_CHARACTERS_MIN;
  return (isLong ? shown : characters).map(({ character, kind, place }, index) => (
    <span
      key={place}
      className={classNames(
        `typed-${kind}`,
        isLong && index > 0 && index % GROUP_CHARACTERS === 0 && "typed-group",
      )}
    >
      {character}
    </span>
  ));
}
