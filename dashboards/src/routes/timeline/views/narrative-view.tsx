import { EvidenceLinks } from "./evidence-links.tsx";
import type { TimelineViewProps } from "./view-props.ts";

/** The life of an object in plain sentences, each with the records it rests on. */
export function NarrativeView({ answer, onOpen }: TimelineViewProps) {
  return (
    <div>
      {answer.narrative?.map(({ text: sentence, evidence }) => (
        <p key={sentence}>
          <span lang="en">{sentence}</span> <EvidenceLinks references={evidence} onOpen={onOpen} />
        </p>
      ))}
    </div>
  );
}
