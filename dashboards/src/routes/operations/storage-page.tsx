import "./storage.css";
import { useQuery } from "@tanstack/react-query";
import type { StorageAnswer } from "#query/answers/storage-answers.ts";
import { storageAnswer } from "../../api/operations.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { FollowerList } from "./follower-list.tsx";
import { LedgerSection } from "./ledger-section.tsx";
import { OperationsHead } from "./operations-head.tsx";
import { StoredParts } from "./stored-parts.tsx";

/** Whether the ledger takes records, how far its views are, and what all of it takes on the disk. */
export function StoragePage() {
  const answer = useQuery(storageAnswer());
  usePublishCoverage(answer.data?.coverage, answer.dataUpdatedAt, () => void answer.refetch());
  const { data } = answer;
  return (
    <>
      <LoadingLine isLoading={answer.isLoading} />
      <section className="operations-page">
        <OperationsHead part="storage" quarantined={data?.quarantinedOpen}>
          {data !== undefined && <HealthFacts answer={data} />}
        </OperationsHead>
        {answer.error !== null && data !== undefined && (
          <StaleLine
            error={answer.error}
            answeredAtMs={answer.dataUpdatedAt}
            onRetry={() => void answer.refetch()}
          />
        )}
        {answer.error !== null && data === undefined && (
          <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
        )}
        {data?.stopped !== undefined && (
          <section className="storage-stopped" role="alert">
            <h2>
              <SeverityMark severity="critical" />
              {text.storage.stopped}
            </h2>
            <p lang="en">{data.stopped}</p>
            <p>{text.storage.stoppedSafe}</p>
          </section>
        )}
        {data !== undefined && (
          <div className="storage">
            <FollowerList followers={data.followers} />
            <StoredParts answer={data} />
            {data.ledgers.map((ledger) => (
              <LedgerSection key={ledger.ledger} ledger={ledger} />
            ))}
          </div>
        )}
      </section>
    </>
  );
}

function HealthFacts({ answer }: { readonly answer: StorageAnswer }) {
  const halted = answer.followers.filter(({ status }) => status !== "running");
  const behind = Math.max(
    0,
    ...answer.followers.map(({ headSeq, throughSeq }) => headSeq - throughSeq),
  );
  const isWell = answer.stopped === undefined && halted.length === 0;
  const names = halted.map(({ name }) => text.storage.followers.names[name] ?? name);
  return (
    <p className="operations-state">
      <SeverityMark severity={isWell ? "ok" : "warning"} />
      <span>
        {answer.stopped === undefined
          ? text.storage.takes
          : `${text.storage.stopped}${text.common.period}`}{" "}
        {behind === 0 ? text.storage.atHead : text.storage.behindHead(behind)}{" "}
        {halted.length > 0 && text.storage.notRunning(names.join(", "))}
      </span>
    </p>
  );
}
