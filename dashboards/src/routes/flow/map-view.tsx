import type { ProcessMap } from "#query/answers/process-answers.ts";
import { Segmented } from "../../components/segmented.tsx";
import { text } from "../../messages/current.ts";
import { DRAWN_MAX, shareDrawn, stepsDrawnFirst } from "./flow-layout.ts";
import type { FlowSearch } from "./flow-search.ts";
import { FollowTable } from "./follow-table.tsx";
import { ProcessDrawing } from "./process-map.tsx";

/** The process map as a drawing or as rows, with as many of the most frequent steps as are asked for. */
export function MapView(props: {
  readonly map: ProcessMap;
  readonly search: FlowSearch;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
  readonly onChange: (changed: FlowSearch) => void;
}) {
  const { map, search, onChange } = props;
  const most = Math.min(DRAWN_MAX, map.follows.length);
  const asked = Number(search.steps ?? Number.NaN);
  const drawn = Math.min(
    most,
    Number.isSafeInteger(asked) && asked > 0 ? asked : stepsDrawnFirst(map.follows),
  );
  const isTable = search.as === "table";
  return (
    <>
      <div className="flow-controls">
        <Segmented
          label={text.flow.map.as}
          value={isTable ? "table" : "drawing"}
          choices={[
            { value: "drawing", label: text.flow.map.asMap },
            { value: "table", label: text.flow.map.asTable },
          ]}
          onChange={(value) => onChange({ as: value === "table" ? "table" : "" })}
        />
        {!isTable && map.follows.length > 0 && (
          <label className="flow-drawn">
            <span className="label">{text.flow.map.drawn}</span>
            <input
              type="range"
              min={1}
              max={most}
              value={drawn}
              aria-valuetext={text.flow.map.drawnOf(
                drawn,
                map.follows.length,
                shareDrawn(map.follows, drawn).share,
              )}
              onChange={(event) => onChange({ steps: event.target.value })}
            />
            <span className="quiet">
              {text.flow.map.drawnOf(
                drawn,
                map.follows.length,
                shareDrawn(map.follows, drawn).share,
              )}
            </span>
          </label>
        )}
      </div>
      {isTable ? (
        <FollowTable map={map} opened={props.opened} onOpen={props.onOpen} />
      ) : (
        <>
          <ProcessDrawing map={map} drawn={drawn} opened={props.opened} onOpen={props.onOpen} />
          <p className="flow-legend">
            {text.flow.map.legend} {text.flow.map.keys}
          </p>
        </>
      )}
    </>
  );
}
