import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ExportAnswer } from "#query/answers/export-answers.ts";
import { exportManifestAnswer, exportsAnswer, isWorking } from "../../api/exports.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { exportColumns } from "./export-columns.tsx";
import { ExportPanel } from "./export-panel.tsx";
import { OperationsHead } from "./operations-head.tsx";

const route = getRouteApi("/operations/exports");

/** Exports as they go on in the background: progress, files, manifests. */
export function ExportsPage() {
  const { id } = route.useSearch();
  const navigate = route.useNavigate();
  const answer = useQuery(exportsAnswer());
  const items = answer.data?.items;
  const opened = items?.find((item) => item.id === id);
  const manifest = useQuery({
    ...exportManifestAnswer(id ?? ""),
    enabled: opened?.status === "finished",
  });
  usePublishCoverage(manifest.data?.coverage, manifest.dataUpdatedAt);
  const show = (chosen: string | undefined) =>
    void navigate({ search: chosen === undefined ? {} : { id: chosen }, resetScroll: false });
  return (
    <>
      <LoadingLine isLoading={answer.isPending} />
      <div className={classNames("with-evidence", id !== undefined && "open")}>
        <section className="operations-page">
          <OperationsHead part="exports">
            {items !== undefined &&
              text.exports.facts(items.length, items.filter(isWorking).length)}
          </OperationsHead>
          {answer.error !== null && items !== undefined && (
            <StaleLine
              error={answer.error}
              answeredAtMs={answer.dataUpdatedAt}
              onRetry={() => void answer.refetch()}
            />
          )}
          {answer.error !== null && items === undefined && (
            <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
          )}
          {items?.length === 0 && (
            <div className="operations-empty">
              <p>{text.exports.nothing}</p>
              <p className="quiet">{text.exports.nothingNext}</p>
            </div>
          )}
          {items !== undefined && items.length > 0 && (
            <ExportsTable items={items} opened={id} onOpen={show} />
          )}
        </section>
        {id !== undefined && items !== undefined && (
          <ExportPanel
            key={id}
            id={id}
            answer={opened}
            manifest={manifest.data}
            onClose={() => show(undefined)}
          />
        )}
      </div>
    </>
  );
}

function ExportsTable(props: {
  readonly items: readonly ExportAnswer[];
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
}) {
  const zone = useZone();
  return (
    <DataTable
      label={text.exports.list}
      columns={exportColumns(zone)}
      rows={props.items}
      keyOf={({ id }) => id}
      opened={props.opened}
      onOpen={({ id }) => props.onOpen(id)}
    />
  );
}
