import type { ProcessMap } from "#query/answers/process-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { ActivityName } from "./step-name.tsx";
import { variantSteps } from "./variant-steps.ts";

type Variant = ProcessMap["variants"][number];

/** Whole stories: the same events in the same order, the most frequent first. */
export function VariantsView(props: {
  readonly map: ProcessMap;
  /** Key of the story that the others are compared with. */
  readonly compared: string | undefined;
  readonly onCompare: (variant: string) => void;
}) {
  const { variants, variantsKnown } = props.map;
  const main = variants.find((variant) => variantKey(variant) === props.compared)?.steps ?? null;
  return (
    <>
      <p className="flow-explain">
        {text.flow.variants.explain(variantsKnown, variants.length)}{" "}
        {main === null ? text.flow.variants.choose : text.flow.variants.compared}
      </p>
      <DataTable
        label={text.flow.variants.table}
        columns={columnsOf(main)}
        rows={variants}
        keyOf={variantKey}
        opened={props.compared ?? ""}
        onOpen={(variant) => {
          const key = variantKey(variant);
          props.onCompare(key === props.compared ? "" : key);
        }}
      />
    </>
  );
}

/** Short enough for an address, and of this story alone: a hash (FNV-1a) of its steps. */
function variantKey({ steps }: Variant): string {
  let hash = 0x811c9dc5;
  for (const character of steps.join("\n")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

function columnsOf(main: readonly string[] | null): readonly Column<Variant>[] {
  const { heads, variants, wait, percent } = text.flow;
  return [
    {
      id: "share",
      head: variants.share,
      width: "150px",
      cell: ({ count, share }) => (
        <span className="variant-share">
          <b>{text.common.count(count)}</b>
          <span>{percent(share)}</span>
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={share} height="1" />
          </svg>
        </span>
      ),
    },
    {
      id: "story",
      head: variants.head,
      width: "minmax(0, 1fr)",
      cell: ({ steps }) => <Story steps={steps} main={main} />,
    },
    {
      id: "whole",
      head: variants.whole,
      width: "130px",
      align: "end",
      cell: ({ p50Ms }) => wait(p50Ms),
    },
    {
      id: "findings",
      head: heads.findings,
      width: "110px",
      align: "end",
      cell: ({ findingShare }) => percent(findingShare),
    },
  ];
}

function Story(props: {
  readonly steps: readonly string[];
  readonly main: readonly string[] | null;
}) {
  return (
    <ol className="variant-story">
      {variantSteps(props.steps, props.main ?? props.steps).map(({ type, place, times, isOwn }) => (
        <li key={place} className={classNames(isOwn && "own")}>
          <ActivityName type={type} />
          {times > 1 && <span className="variant-times">{text.flow.variants.inARow(times)}</span>}
        </li>
      ))}
    </ol>
  );
}
