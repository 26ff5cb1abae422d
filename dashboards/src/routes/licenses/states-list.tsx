import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { licenseCountsAnswer, licenseWorklistAnswer } from "../../api/licenses.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ChoiceLinks } from "./choice-links.tsx";
import { ListFrame } from "./list-frame.tsx";
import type { LicensesProps } from "./licenses-search.ts";

/** All licenses, or those in one state; last touched first. */
export function StatesList({ search, show }: LicensesProps) {
  const zone = useZone();
  const { state, store, license } = search;
  const counts = useQuery(licenseCountsAnswer());
  const asked = useInfiniteQuery(licenseWorklistAnswer({ type: "license", state, store }));
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const coverage = asked.data?.pages.at(-1)?.coverage;
  const states =
    counts.data?.items.filter(({ type, by }) => type === "license" && by === "state") ?? [];
  const total = states.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <ChoiceLinks
        label={text.licenses.stateChoice}
        choices={[
          { name: text.licenses.anyState, value: undefined, count: total },
          ...states.map(({ name, count }) => ({
            name: stateName("license", name),
            value: name,
            count,
          })),
        ].map(({ name, value, count }) => ({
          name,
          href: pages.licenses({ show: "all", state: value, store }),
          isChosen: value === state,
          count: counts.data === undefined ? undefined : count,
        }))}
      />
      <ListFrame asked={asked} coverage={coverage}>
        {rows.length === 0 ? (
          <section className="license-empty">
            <p>
              <b>{text.licenses.noLicense}</b>
            </p>
            <p>{text.licenses.noLicenseNext}</p>
          </section>
        ) : (
          <DataTable
            label={text.licenses.all}
            columns={license === undefined ? columns(zone) : columnsBeside()}
            rows={rows}
            keyOf={({ object }) => object.id}
            opened={license}
            onOpen={({ object }) => show({ license: object.id, order: undefined, rec: undefined })}
            hasMore={asked.hasNextPage}
            isReading={asked.isFetchingNextPage}
            onMore={() => void asked.fetchNextPage()}
          />
        )}
      </ListFrame>
    </>
  );
}

function columns(zone: string): Column<ObjectRowAnswer>[] {
  const heads = text.licenses.columns;
  return [
    {
      id: "license",
      head: heads.license,
      width: "150px",
      cell: ({ object }) => <IdentifierText id={object.id} />,
    },
    {
      id: "state",
      head: heads.state,
      width: "120px",
      cell: ({ state }) => stateName("license", state),
    },
    {
      id: "since",
      head: heads.stateSince,
      width: "196px",
      cell: ({ stateSince }) => <TimeText iso={stateSince} zone={zone} withDate />,
    },
    {
      id: "ends",
      head: heads.ends,
      width: "minmax(196px, 1fr)",
      cell: ({ expiresAt }) =>
        expiresAt === null ? (
          <span className="quiet">{text.licenses.noEnd}</span>
        ) : (
          <TimeText iso={expiresAt} zone={zone} withDate />
        ),
    },
    {
      id: "store",
      head: heads.store,
      width: "120px",
      isSecondary: true,
      cell: ({ store }) => store,
    },
    {
      id: "last",
      head: heads.last,
      width: "196px",
      isSecondary: true,
      cell: ({ last }) => <TimeText iso={last} zone={zone} withDate />,
    },
    {
      id: "records",
      head: heads.records,
      width: "64px",
      align: "end",
      cell: ({ records }) => text.common.count(records),
    },
  ];
}

function columnsBeside(): Column<ObjectRowAnswer>[] {
  const heads = text.licenses.columns;
  return [
    {
      id: "license",
      head: heads.license,
      width: "minmax(0, 1fr)",
      cell: ({ object }) => <IdentifierText id={object.id} />,
    },
    {
      id: "state",
      head: heads.state,
      width: "110px",
      align: "end",
      cell: ({ state }) => stateName("license", state),
    },
  ];
}
