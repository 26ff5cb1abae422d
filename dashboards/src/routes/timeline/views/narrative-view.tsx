import "./narrative-view.css";
import { useRef } from "react";
import { classNames } from "../../../components/class-names.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { LoadingLine } from "../../../components/loading-line.tsx";
import { SeverityMark } from "../../../components/severity.tsx";
import { text } from "../../../messages/current.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import { chaptersOf, narrativeText } from "./narrative-chapters.ts";
import type { Chapter, ToldSentence } from "./narrative-chapters.ts";
import { readReference } from "./read-reference.ts";
import { useStops } from "./use-stops.ts";
import type { TimelineViewProps } from "./view-props.ts";

/** The life of an object in plain sentences, each with the records it rests on; to read out, copy or print. */
export function NarrativeView({ answer, address, onOpen }: TimelineViewProps) {
  const area = useRef<HTMLElement>(null);
  const { rec } = address.search;
  useStops(area, rec !== undefined);
  if (answer.narrative === undefined) return <LoadingLine isLoading />;
  const chapters = chaptersOf(answer.narrative, answer.findings ?? []);
  const { type, id } = answer.object;
  const { chapterNames, copy, copied, label } = text.views.narrative;
  return (
    <section ref={area} className="narrative" aria-label={label}>
      <p className="narrative-tools">
        <CopyButton
          label={copy}
          said={copied}
          value={() =>
            narrativeText(
              `${text.common.of(type)} ${id}\n${location.href}`,
              chapters,
              (name) => chapterNames[name],
            )
          }
        />
      </p>
      {chapters.map((chapter) => (
        <ChapterView key={chapter.name} chapter={chapter} opened={rec} onOpen={onOpen} />
      ))}
    </section>
  );
}

function ChapterView(props: {
  readonly chapter: Chapter;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  const { name, sentences } = props.chapter;
  return (
    <section className={`narrative-chapter ${name}`} aria-labelledby={`chapter-${name}`}>
      <h2 id={`chapter-${name}`}>{text.views.narrative.chapterNames[name]}</h2>
      <ul>
        {sentences.map((sentence) => (
          <SentenceView key={sentence.words} sentence={sentence} {...props} />
        ))}
      </ul>
    </section>
  );
}

function SentenceView(props: {
  readonly sentence: ToldSentence;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  const { words, evidence, finding } = props.sentence;
  const isOpened = evidence.some((reference) => readReference(reference).short === props.opened);
  return (
    <li data-line className={classNames("narrative-sentence", isOpened && "selected")}>
      {finding !== null && (
        <>
          <SeverityMark severity={finding.severity} />
          <span className="visually-hidden">{text.findings.severities[finding.severity]}: </span>
        </>
      )}
      <span className="narrative-words" lang="en">
        {words}
      </span>{" "}
      <EvidenceLinks references={evidence} onOpen={props.onOpen} isStop />
    </li>
  );
}
