import { useQuery } from "@tanstack/react-query";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { licensedObjectAnswer } from "../../api/licenses.ts";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { NoSuchObject } from "../timeline/no-such-object.tsx";
import { LicenseFacts } from "./license-facts.tsx";
import { ObjectFindings } from "./object-findings.tsx";
import { ObjectHead } from "./object-head.tsx";
import { OrderLines } from "./order-lines.tsx";
import type { Lifecycle } from "./read-details.ts";

/** The opened license, or the opened order with its licenses. */
export function OpenedObject(props: {
  readonly type: "license" | "order";
  readonly id: string;
  readonly onLicense: (id: string) => void;
  readonly onRecord: (reference: string) => void;
}) {
  const { type, id } = props;
  const asked = useQuery(licensedObjectAnswer(type, id));
  const { data, error } = asked;
  const isUnknown = error instanceof ApiProblem && error.status === 404;
  const retry = () => void asked.refetch();
  return (
    <article className="license-view">
      <LoadingLine isLoading={asked.isFetching} />
      {error !== null && data === undefined && !isUnknown && (
        <ProblemView error={error} onRetry={retry} />
      )}
      {error !== null && data === undefined && isUnknown && (
        <NoSuchObject type={type} id={id} isPart />
      )}
      {error !== null && data !== undefined && (
        <StaleLine error={error} answeredAtMs={asked.dataUpdatedAt} onRetry={retry} />
      )}
      {data?.lifecycle !== undefined && (
        <Whole answer={data} lifecycle={data.lifecycle} {...props} />
      )}
    </article>
  );
}

function Whole(props: {
  readonly type: "license" | "order";
  readonly answer: ObjectAnswer;
  readonly lifecycle: Lifecycle;
  readonly onLicense: (id: string) => void;
  readonly onRecord: (reference: string) => void;
}) {
  const { answer } = props;
  return (
    <>
      <ObjectHead answer={answer} />
      {props.type === "license" ? <LicenseFacts {...props} /> : <OrderLines {...props} />}
      <ObjectFindings answer={answer} onOpen={props.onRecord} />
    </>
  );
}
