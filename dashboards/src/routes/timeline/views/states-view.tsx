import { stateName } from "../../../components/findings/state-name.ts";
import { TimeText } from "../../../components/time-text.tsx";
import { useZone } from "../../../preferences/use-zone.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import type { TimelineViewProps } from "./view-props.ts";

/** The states that an object went through. */
export function StatesView({ answer, onOpen }: TimelineViewProps) {
  const zone = useZone();
  return (
    <ol>
      {answer.lifecycle?.states.map(({ state, from, evidence }) => (
        <li key={from}>
          {stateName(answer.object.type, state)} <TimeText iso={from} zone={zone} withDate />{" "}
          <EvidenceLinks references={evidence} onOpen={onOpen} />
        </li>
      ))}
    </ol>
  );
}
