import { useQuery } from "@tanstack/react-query";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { Candidate } from "#query/answers/query-answers.ts";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { candidateAnswer } from "../../api/find.ts";
import { classNames } from "../../components/class-names.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { dateSpan, timeParts } from "../../time/format-time.ts";
import { shapeOf } from "../timeline/lanes.ts";
import { candidateHref, hasLife } from "./candidate-href.ts";
import { VerdictLines } from "./verdict-lines.tsx";

/** Findings named beside a candidate; its preview has all of them. */
const FINDINGS_NAMED = 2;

/**
 * One candidate: what was changed to reach it, what it is, and how it stands. `row` is of the answer for all
 * candidates at once; the chosen one is judged anew for its preview, which then says it here too.
 */
export function CandidateRow(props: {
  readonly candidate: Candidate;
  readonly row: ObjectRowAnswer | undefined;
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { candidate, row } = props;
  const { objectType, id } = candidate;
  const judged = useQuery({
    ...candidateAnswer(objectType, id),
    enabled: props.isChosen && hasLife(objectType),
  }).data;
  const state = judged?.lifecycle?.state ?? row?.state;
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
            <IdentifierText id={id} marked={candidate.exact ? [] : candidate.differences} />
          </PageLink>
        </h3>
        <p className="candidate-reason">
          {candidate.exact ? (
            text.find.exactReason
          ) : (
            <span lang="en">
              <CodedText words={text.common.sentence(candidate.reason)} />
            </span>
          )}
        </p>
        <p className="candidate-facts">
          <Mark shape={shapeOf(objectType)} lane={objectType} size={12} />
          <RowFacts candidate={candidate} facts={row === undefined ? judgedFacts(judged) : row} />
        </p>
      </div>
      {state !== undefined && (
        <VerdictLines
          type={objectType}
          state={state}
          findings={judged?.findings ?? row?.findings ?? []}
          findingsMax={FINDINGS_NAMED}
        />
      )}
    </li>
  );
}

type Facts = Pick<ObjectRowAnswer, "aliases" | "first" | "last" | "store" | "amount" | "records">;

/** The same facts of an object that was asked for by another ID than its own. */
function judgedFacts(judged: ObjectAnswer | undefined): Facts | undefined {
  if (judged?.lifecycle === undefined) return undefined;
  const { object, aliases, details, money } = judged.lifecycle;
  const { from, to, records } = judged.summary;
  if (from === null || to === null) return undefined;
  const { store } = details;
  const sum = money["ordered"] ?? money["balance"];
  return {
    aliases: [object.id, ...aliases],
    first: from,
    last: to,
    store: typeof store === "string" ? store : null,
    amount: sum === undefined ? null : { minor: sum.minor, currency: sum.currency },
    records,
  };
}

/** What it is, its other IDs, when, where and how much: enough to tell candidates apart. */
function RowFacts(props: { readonly candidate: Candidate; readonly facts: Facts | undefined }) {
  const { candidate, facts } = props;
  const zone = useZone();
  const words =
    facts === undefined
      ? []
      : [
          ...facts.aliases.filter((alias) => alias !== candidate.id),
          dateSpan(timeParts(facts.first, zone).date, timeParts(facts.last, zone).date),
          facts.store === null ? undefined : text.find.span.store(facts.store),
          facts.amount === null ? undefined : formatAmount(facts.amount),
          text.common.records(facts.records),
        ];
  return (
    <span>
      {[text.common.of(candidate.objectType), ...words]
        .filter((word) => word !== undefined)
        .join(", ")}
    </span>
  );
}
