import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import type { TermJoint } from "./license-chains.ts";

/** How a term stands to the one before, in words. */
export function jointWords(joint: TermJoint): string {
  const { joints } = text.licenses;
  return joint.kind === "gap" || joint.kind === "overlap"
    ? joints[joint.kind](shortDuration(joint.lengthMs))
    : joints[joint.kind];
}
