import { Mark } from "../../components/mark.tsx";
import { text } from "../../messages/current.ts";
import { activityMark } from "./activity-lane.ts";

/** An event by its mark and name. */
export function ActivityName({ type }: { readonly type: string }) {
  const { lane, shape } = activityMark(type);
  return (
    <span className="activity-name" title={type}>
      <Mark shape={shape} lane={lane} />
      {text.flow.activity(type)}
    </span>
  );
}

/** Two events of which the second followed directly on the first. */
export function StepName(props: { readonly from: string; readonly to: string }) {
  return (
    <span className="step-name">
      <ActivityName type={props.from} />
      <span aria-hidden="true">→</span>
      <ActivityName type={props.to} />
    </span>
  );
}
