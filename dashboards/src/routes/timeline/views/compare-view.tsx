import { useQuery } from "@tanstack/react-query";
import { compareAnswer } from "../../../api/timeline-views.ts";
import { LoadingLine } from "../../../components/loading-line.tsx";
import { ProblemView } from "../../../components/problem-view.tsx";
import type { TimelineViewProps } from "./view-props.ts";

/** An object beside the normal course of its kind. */
export function CompareView({ answer }: TimelineViewProps) {
  const { type, id } = answer.object;
  const compared = useQuery(compareAnswer(`${type}:${id}`, "normal"));
  return (
    <>
      <LoadingLine isLoading={compared.isFetching} />
      {compared.error !== null && (
        <ProblemView error={compared.error} onRetry={() => void compared.refetch()} />
      )}
      <ol>
        {compared.data?.steps.map(({ left, right }) => (
          <li key={`${left?.reference} ${right?.reference ?? right?.name}`}>
            {left?.title ?? left?.name} {right?.title ?? right?.name}
          </li>
        ))}
      </ol>
    </>
  );
}
