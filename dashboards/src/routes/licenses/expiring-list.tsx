import { useInfiniteQuery } from "@tanstack/react-query";
import { expiringAnswer, madeLicense } from "../../api/licenses.ts";
import type { ExpiringLicense } from "../../api/licenses.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { timeParts } from "../../time/format-time.ts";
import { ChoiceLinks } from "./choice-links.tsx";
import { ListFrame } from "./list-frame.tsx";
import { EXPIRY_SPANS, expirySpan } from "./licenses-search.ts";
import type { LicensesProps } from "./licenses-search.ts";

/** Licenses whose term ends soon, and whether they are renewed already. */
export function ExpiringList({ search, show }: LicensesProps) {
  const zone = useZone();
  const within = expirySpan(search);
  const { store, license } = search;
  const asked = useInfiniteQuery(expiringAnswer(within, store));
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const coverage = asked.data?.pages.at(-1)?.coverage;
  const askedAtMs = asked.dataUpdatedAt;
  return (
    <>
      <ChoiceLinks
        label={text.licenses.spanChoice}
        choices={EXPIRY_SPANS.map((span) => ({
          name: text.licenses.spans[span],
          href: pages.licenses({ show: "expiring", within: span, store }),
          isChosen: span === within,
        }))}
      />
      <ListFrame asked={asked} coverage={coverage}>
        {rows.length === 0 ? (
          <section className="license-empty">
            <p>
              <b>{text.licenses.noExpiry(text.licenses.spans[within])}</b>
            </p>
            <p>{text.licenses.noExpiryNext}</p>
          </section>
        ) : (
          <DataTable
            label={text.licenses.expiring}
            columns={
              license === undefined ? columns(zone, askedAtMs) : columnsBeside(zone, askedAtMs)
            }
            rows={rows}
            keyOf={({ row }) => row.object.id}
            opened={license}
            onOpen={({ row }) => show({ license: row.object.id, order: undefined, rec: undefined })}
            hasMore={asked.hasNextPage}
            isReading={asked.isFetchingNextPage}
            onMore={() => void asked.fetchNextPage()}
          />
        )}
      </ListFrame>
    </>
  );
}

function left(expiresAt: string | null, nowMs: number): string | null {
  return expiresAt === null ? null : shortDuration(Math.max(0, Date.parse(expiresAt) - nowMs));
}

function columns(zone: string, nowMs: number): Column<ExpiringLicense>[] {
  const heads = text.licenses.columns;
  return [
    {
      id: "license",
      head: heads.license,
      width: "150px",
      cell: ({ row }) => <IdentifierText id={row.object.id} />,
    },
    {
      id: "ends",
      head: heads.ends,
      width: "196px",
      cell: ({ row }) =>
        row.expiresAt !== null && <TimeText iso={row.expiresAt} zone={zone} withDate />,
    },
    {
      id: "left",
      head: heads.left,
      width: "96px",
      align: "end",
      cell: ({ row }) => left(row.expiresAt, nowMs),
    },
    {
      id: "renewed",
      head: heads.renewed,
      width: "minmax(0, 1fr)",
      cell: ({ renewals }) => <RenewedBy renewals={renewals} />,
    },
    {
      id: "store",
      head: heads.store,
      width: "120px",
      isSecondary: true,
      cell: ({ row }) => row.store,
    },
    {
      id: "state",
      head: heads.state,
      width: "110px",
      cell: ({ row }) => stateName("license", row.state),
    },
  ];
}

function columnsBeside(zone: string, nowMs: number): Column<ExpiringLicense>[] {
  const heads = text.licenses.columns;
  return [
    {
      id: "license",
      head: heads.license,
      width: "minmax(0, 1fr)",
      cell: ({ row, renewals }) => (
        <span className="two-lines">
          <IdentifierText id={row.object.id} />
          <span className="two-lines-second">
            <RenewedBy renewals={renewals} />
          </span>
        </span>
      ),
    },
    {
      id: "ends",
      head: heads.ends,
      width: "108px",
      align: "end",
      cell: ({ row }) => (
        <span className="two-lines">
          {left(row.expiresAt, nowMs)}
          {row.expiresAt !== null && (
            <span className="two-lines-second">{timeParts(row.expiresAt, zone).date}</span>
          )}
        </span>
      ),
    },
  ];
}

function RenewedBy({ renewals }: Pick<ExpiringLicense, "renewals">) {
  const ids = renewals.flatMap((event) => madeLicense(event) ?? []);
  if (ids.length === 0) return <span className="quiet">{text.licenses.notRenewed}</span>;
  return (
    <>
      {text.licenses.renewedBy}{" "}
      {ids.map((id) => (
        <IdentifierText key={id} id={id} />
      ))}
    </>
  );
}
