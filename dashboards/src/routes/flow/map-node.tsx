import { Mark } from "../../components/mark.tsx";
import { text } from "../../messages/current.ts";
import { activityMark } from "./activity-lane.ts";
import type { PlacedActivity } from "./flow-layout.ts";

/** How often an event happened, and how often right after itself. */
export function countText(count: number, again: number): string {
  return again > 0 ? text.flow.map.nodeCountAgain(count, again) : text.flow.map.nodeCount(count);
}

/** An event of the map: its name, how often it happened, and how many of its objects have findings. */
export function MapNode(props: {
  readonly activity: PlacedActivity;
  readonly isOpen: boolean;
  readonly isFocusable: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  /** True where the key was one of the map's. */
  readonly onKey: (key: string) => boolean;
}) {
  const { activity } = props;
  const { type, x, y, width, height } = activity;
  const { lane, shape } = activityMark(type);
  return (
    <button
      type="button"
      className="map-node"
      tabIndex={props.isFocusable ? 0 : -1}
      data-type={type}
      aria-pressed={props.isOpen}
      style={{
        "--left": x - width / 2,
        "--top": y - height / 2,
        "--width": width,
        "--height": height,
        "--findings": activity.findingShare,
      }}
      onFocus={props.onFocus}
      onClick={props.onOpen}
      onKeyDown={(event) => {
        if (props.onKey(event.key)) event.preventDefault();
      }}
    >
      <Mark shape={shape} lane={lane} />
      <b>{text.flow.activity(type)}</b>
      <span>{countText(activity.count, activity.again)}</span>
      <span className="map-node-share">
        {text.flow.percent(activity.findingShare)}
        <span className="visually-hidden"> {text.flow.map.nodeShare}</span>
      </span>
    </button>
  );
}
