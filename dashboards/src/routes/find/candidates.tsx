import "./candidates.css";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { ResolveAnswer } from "#query/answers/query-answers.ts";
import { objectRowsAnswer } from "../../api/find.ts";
import { classNames } from "../../components/class-names.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { copyText } from "../../components/copy-button.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { speakIdentifier } from "../../components/read-back.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { CandidatePreview } from "./candidate-preview.tsx";
import { candidateHref, hasLife } from "./candidate-href.ts";
import { CandidateRow } from "./candidate-row.tsx";
import { RecentIdentifiers } from "./recent-identifiers.tsx";
import { lowercaseLookAlike } from "./typed-characters.ts";

/** Candidates that a digit key chooses. */
const NUMBERED_MAX = 9;

/** Candidates with their reasons and verdicts, numbered; nothing is opened until somebody chooses. */
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
  const rows = useQuery(
    objectRowsAnswer(
      items
        .filter(({ objectType }) => hasLife(objectType))
        .map(({ objectType, id }) => ({ type: objectType, id })),
    ),
  );
  // A guess is opened only after somebody chose it; Enter alone opens what was found exactly.
  const [isDeliberate, setIsDeliberate] = useState(false);
  const canOpen = current !== undefined && (current.exact || isDeliberate);
  const choose = (index: number) => {
    if (items[index] === undefined) return;
    setChosen(index);
    setIsDeliberate(true);
    list.current?.querySelectorAll<HTMLElement>("li h3 a")[index]?.focus();
  };
  const numbered = Object.fromEntries(
    items.slice(0, NUMBERED_MAX).map((_, index) => [String(index + 1), () => choose(index)]),
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
                      row={rows.data?.items.find(
                        ({ object }) =>
                          object.id === candidate.id && object.type === candidate.objectType,
                      )}
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

/** What was looked for, and how many of it were found; the service's own words. */
function Tried({ answer }: { readonly answer: ResolveAnswer }) {
  if (answer.tried.length === 0) return null;
  return (
    <p className="tried">
      <span>{text.find.tried}</span>
      {answer.tried.map(({ what, found }) => (
        <span key={what}>
          <b lang="en">
            <CodedText words={what} />
          </b>{" "}
          {found === 0 ? text.find.triedNone : text.common.count(found)}
        </span>
      ))}
    </p>
  );
}
