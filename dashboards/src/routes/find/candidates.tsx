import "./candidates.css";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Candidate, ResolveAnswer } from "#query/answers/query-answers.ts";
import { transactionSummary } from "../../api/answers.ts";
import { classNames } from "../../components/class-names.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { copyText } from "../../components/copy-button.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { speakIdentifier } from "../../components/read-back.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { dateSpan, timeParts } from "../../time/format-time.ts";
import { shapeOf } from "../timeline/lanes.ts";
import { CandidatePreview } from "./candidate-preview.tsx";
import { candidateHref } from "./candidate-href.ts";
import { RecentIdentifiers } from "./find-start.tsx";
import { lowercaseLookAlike } from "./typed-characters.ts";

/** Objects named beside a candidate; its preview lists more. */
const FACT_OBJECTS_MAX = 3;

/** Candidates with their reasons, numbered; nothing is opened until somebody chooses. */
export function Candidates(props: {
  readonly answer: ResolveAnswer | undefined;
  readonly box: React.ReactNode;
  readonly problem: React.ReactNode;
}) {
  const router = useRouter();
  const [chosen, setChosen] = useState(0);
  const items = props.answer?.items ?? [];
  const current = items[chosen];
  const list = useRef<HTMLOListElement>(null);
  // A guess is opened only after somebody chose it; Enter alone opens what was found exactly.
  const [isDeliberate, setIsDeliberate] = useState(false);
  const canOpen = current !== undefined && (current.exact || isDeliberate);
  const choose = (index: number) => {
    if (items[index] === undefined) return;
    setChosen(index);
    setIsDeliberate(true);
    list.current?.querySelectorAll<HTMLElement>("li a")[index]?.focus();
  };
  const numbered = Object.fromEntries(
    items.slice(0, 9).map((_, index) => [String(index + 1), () => choose(index)]),
  );
  useShortcuts("page", {
    ...numbered,
    j: () => choose(chosen + 1),
    k: () => choose(chosen - 1),
    Enter: () => {
      if (canOpen) router.history.push(candidateHref(current));
    },
    c: () => {
      if (current !== undefined) void copyText(current.id);
    },
    r: () => {
      if (current !== undefined) speakIdentifier(current.id);
    },
  });
  return (
    <div className={classNames("find", current !== undefined && "with-preview")}>
      <div className="find-main">
        {props.box}
        {props.problem}
        {props.answer !== undefined && (
          <>
            <FoundSentence answer={props.answer} />
            {items.length > 0 && (
              <>
                <h2 className="candidates-head">
                  {items[0]?.exact === true ? text.find.itIs : text.find.isItOneOf}{" "}
                  <span className="quiet">{text.find.notOpened}</span>
                </h2>
                <ol className="candidates" aria-label={text.find.candidates} ref={list}>
                  {items.map((candidate, index) => (
                    <CandidateRow
                      key={`${candidate.objectType} ${candidate.id}`}
                      candidate={candidate}
                      number={index + 1}
                      isChosen={index === chosen}
                      onChoose={() => {
                        setChosen(index);
                        setIsDeliberate(true);
                      }}
                    />
                  ))}
                </ol>
              </>
            )}
            <Tried answer={props.answer} />
          </>
        )}
        <RecentIdentifiers />
      </div>
      {current !== undefined && (
        <CandidatePreview
          key={`${current.objectType} ${current.id}`}
          candidate={current}
          number={chosen + 1}
          opensOnEnter={canOpen}
          onNext={items.length > 1 ? () => choose((chosen + 1) % items.length) : undefined}
        />
      )}
    </div>
  );
}

function FoundSentence({ answer }: { readonly answer: ResolveAnswer }) {
  const heading = useRef<HTMLOutputElement>(null);
  const exact = answer.items.filter((item) => item.exact).length;
  const lookAlike = exact === 0 ? lowercaseLookAlike(answer.given) : null;
  useEffect(() => {
    // After Enter the focus goes on to the answer, where single keys work.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <output className="found" ref={heading} tabIndex={-1}>
      <SeverityMark severity={exact > 0 ? "ok" : "warning"} />
      <span>
        <b>
          {exact === 0
            ? text.find.notExact
            : exact === 1
              ? text.find.exactOne
              : text.find.exactMany(exact)}
        </b>{" "}
        {exact === 0 && (
          <>
            {lookAlike !== null && text.find.typedLowercase(lookAlike.place, lookAlike.character)}{" "}
            {answer.items.length === 0 ? text.find.noneClose : text.find.close(answer.items.length)}
          </>
        )}{" "}
        <PageLink href={pages.find({ q: answer.given, as: "query" })}>
          {text.find.readAs} {text.find.asQuery}
        </PageLink>
      </span>
    </output>
  );
}

function CandidateRow(props: {
  readonly candidate: Candidate;
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { candidate } = props;
  return (
    <li className={classNames("candidate", props.isChosen && "chosen")}>
      <button
        type="button"
        className="candidate-number"
        aria-pressed={props.isChosen}
        aria-label={text.find.candidate(props.number)}
        onClick={props.onChoose}
      >
        {props.number}
      </button>
      <div>
        <h3>
          <PageLink
            href={candidateHref(candidate)}
            aria-current={props.isChosen}
            onFocus={props.onChoose}
          >
            <IdentifierText
              id={candidate.id}
              marked={candidate.exact ? [] : candidate.differences}
            />
          </PageLink>
        </h3>
        <p className="candidate-reason">
          {candidate.exact ? (
            text.find.exactReason
          ) : (
            <CodedText words={text.common.sentence(candidate.reason)} />
          )}
        </p>
        {candidate.objectType === "transaction" && <CandidateFacts id={candidate.id} />}
      </div>
      <p className="candidate-type">
        <Mark shape={shapeOf(candidate.objectType)} lane={candidate.objectType} size={12} />
        {text.common.of(candidate.objectType)}
      </p>
    </li>
  );
}

/** How many records, when, and what they touch: enough to tell candidates apart. */
function CandidateFacts({ id }: { readonly id: string }) {
  const answer = useQuery(transactionSummary(id));
  const zone = useZone();
  if (answer.data === undefined) return null;
  const { records, from, to } = answer.data.summary;
  const facts = [
    text.common.records(records),
    from === null || to === null
      ? undefined
      : dateSpan(timeParts(from, zone).date, timeParts(to, zone).date),
    ...answer.data.related
      .slice(0, FACT_OBJECTS_MAX)
      .map((object) => `${text.common.of(object.type).toLowerCase()} ${object.id}`),
  ];
  return <p className="candidate-facts">{facts.filter((fact) => fact !== undefined).join(", ")}</p>;
}

function Tried({ answer }: { readonly answer: ResolveAnswer }) {
  if (answer.tried.length === 0) return null;
  return (
    <p className="tried">
      <span>{text.find.tried}</span>
      {answer.tried.map(({ what, found }) => (
        <span key={what}>
          <b>{what}</b> {found === 0 ? text.find.triedNone : text.common.count(found)}
        </span>
      ))}
    </p>
  );
}
