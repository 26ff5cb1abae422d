import "./view-section.css";
import "./compare-view.css";
import { useQuery } from "@tanstack/react-query";
import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { compareAnswer, comparedRecordsAnswer } from "../../../api/timeline-views.ts";
import type { Moment } from "../../../api/timeline-views.ts";
import { LoadingLine } from "../../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../../components/problem-view.tsx";
import { text } from "../../../messages/current.ts";
import { CompareForm } from "./compare-form.tsx";
import { CompareSides } from "./compare-sides.tsx";
import { CompareTable } from "./compare-table.tsx";
import { numberRows } from "./compared-steps.ts";
import type { TimelineViewProps } from "./view-props.ts";

/** What a timeline is compared with where the address says nothing. */
const NORMAL = "normal";

/** An object beside another of its type, or beside the normal course, step by step. */
export function CompareView(props: TimelineViewProps) {
  const { answer, address } = props;
  const { type, id } = answer.object;
  const { with: other = NORMAL, asOf, knownAt } = address.search;
  const moment: Moment = { asOf, knownAt };
  const compared = useQuery(compareAnswer(`${type}:${id}`, other, moment));
  const retry = () => void compared.refetch();
  return (
    <section className="compare" aria-label={text.views.compare.label}>
      <LoadingLine isLoading={compared.isFetching} />
      <CompareForm key={other} address={address} with={other} />
      {compared.error !== null && compared.data === undefined && (
        <ProblemView error={compared.error} onRetry={retry} />
      )}
      {compared.error !== null && compared.data !== undefined && (
        <StaleLine error={compared.error} answeredAtMs={compared.dataUpdatedAt} onRetry={retry} />
      )}
      {compared.data !== undefined && (
        <Compared {...props} compared={compared.data} moment={moment} />
      )}
    </section>
  );
}

function Compared(
  props: TimelineViewProps & { readonly compared: CompareAnswer; readonly moment: Moment },
) {
  const { answer, compared, moment } = props;
  const { right } = compared;
  const others = useQuery({
    ...comparedRecordsAnswer(right?.object.type ?? "", right?.object.id ?? "", moment),
    enabled: right !== null,
  });
  const records = new Map<string, TimelineEntry>();
  for (const entry of others.data?.timeline ?? []) records.set(entry.reference, entry);
  for (const entry of answer.timeline) records.set(entry.reference, entry);
  return (
    <>
      <CompareSides compared={compared} />
      <CompareTable
        rows={numberRows(compared.steps, right === null)}
        compared={compared}
        recordOf={(reference) => records.get(reference)}
        opened={props.address.search.rec}
        onOpen={props.onOpen}
      />
      {compared.coverage.status === "partial" && (
        <ul className="compare-partial">
          {compared.coverage.reasons.map((reason) => (
            <li key={reason} lang="en">
              {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
