import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";

/** Follows the ID of the opened record: beside, or where it was found when there is no room. */
export function FollowButton(props: {
  readonly id: string;
  readonly isBeside: boolean;
  readonly onFollow: (id: string) => void;
}) {
  const follow = () => props.onFollow(props.id);
  useShortcuts("panel", { f: follow });
  return (
    <button type="button" className="button small" onClick={follow}>
      {props.isBeside ? text.live.followBeside : text.live.followHere}{" "}
      <kbd aria-hidden="true">f</kbd>
    </button>
  );
}
