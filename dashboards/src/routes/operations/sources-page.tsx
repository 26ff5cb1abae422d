import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { ReloadAnswer, SourceList } from "#query/answers/source-answers.ts";
import { sourcesAnswer } from "../../api/operations.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { ConfigurationNotice, ReloadDialog, ReloadOutcome } from "./configuration-reload.tsx";
import { OperationsHead } from "./operations-head.tsx";
import { SourceForm } from "./source-form.tsx";
import { SourcePanel } from "./source-panel.tsx";
import { SourcesTable } from "./sources-table.tsx";

const route = getRouteApi("/operations/sources");

/** Where records come from: how each is read, how far, since when it is silent, and who decides about it. */
export function SourcesPage() {
  const { source } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const answer = useQuery(sourcesAnswer());
  const [dialog, setDialog] = useState<"add" | "reload">();
  const [reloaded, setReloaded] = useState<ReloadAnswer>();
  usePublishCoverage(answer.data?.coverage, answer.dataUpdatedAt, () => void answer.refetch());
  const show = (name: string | undefined) =>
    void navigate({ search: name === undefined ? {} : { source: name }, resetScroll: false });
  const readAgain = () => client.invalidateQueries();
  const { data } = answer;
  return (
    <>
      <LoadingLine isLoading={answer.isLoading} />
      <div className={classNames("with-evidence", source !== undefined && "open")}>
        <section className="operations-page">
          <OperationsHead
            part="sources"
            quarantined={data?.coverage.quarantined}
            actions={
              <SourceActions
                configuration={data?.configuration}
                onAdd={() => setDialog("add")}
                onReload={() => setDialog("reload")}
              />
            }
          >
            {data !== undefined && <SourceFacts items={data.items} />}
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
          {data?.configuration !== undefined && (
            <ConfigurationNotice configuration={data.configuration} />
          )}
          {reloaded !== undefined && (
            <ReloadOutcome answer={reloaded} onClose={() => setReloaded(undefined)} />
          )}
          {data !== undefined &&
            (data.items.length === 0 ? (
              <p className="operations-empty">{text.sources.empty}</p>
            ) : (
              <SourcesTable
                items={data.items}
                answeredAtMs={answer.dataUpdatedAt}
                opened={source}
                onOpen={show}
              />
            ))}
        </section>
        {source !== undefined && (
          <SourcePanel key={source} name={source} onClose={() => show(undefined)} />
        )}
      </div>
      {dialog === "add" && (
        <SourceForm
          onSaved={async (name) => {
            await readAgain();
            show(name);
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "reload" && (
        <ReloadDialog
          file={data?.configuration?.file ?? ""}
          onReloaded={async (outcome) => {
            setReloaded(outcome);
            await readAgain();
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

function SourceActions(props: {
  readonly configuration: SourceList["configuration"];
  readonly onAdd: () => void;
  readonly onReload: () => void;
}) {
  const hasFile = typeof props.configuration?.file === "string";
  return (
    <>
      <button type="button" className="button" onClick={props.onAdd}>
        {text.sources.add}
      </button>
      {hasFile && (
        <button type="button" className="button" onClick={props.onReload}>
          {text.sources.reload}
        </button>
      )}
    </>
  );
}

function SourceFacts({ items }: { readonly items: SourceList["items"] }) {
  const following = items.filter((source) => source.following !== undefined).length;
  const failing = items.filter((source) => (source.following?.failed ?? 0) > 0).length;
  return (
    <p>
      {text.sources.facts(items.length, following)}{" "}
      {failing > 0 && <b className="operations-grave">{text.sources.failing(failing)}</b>}
    </p>
  );
}
