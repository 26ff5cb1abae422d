import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { renewalsAnswer } from "../../api/licenses.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { timeParts } from "../../time/format-time.ts";
import { jointWords } from "./joint-words.ts";
import { chainsOf, termSpan } from "./license-chains.ts";
import type { LicenseChain, TermSpan } from "./license-chains.ts";
import { ListFrame } from "./list-frame.tsx";
import type { LicensesProps } from "./licenses-search.ts";
import { TermBars } from "./term-bars.tsx";

/** Chains of licenses that renew each other, their terms drawn on one line of time. */
export function RenewalsList({ search, show }: LicensesProps) {
  const zone = useZone();
  const asked = useInfiniteQuery(renewalsAnswer());
  const pagesRead = asked.data?.pages;
  const chains = useMemo(
    () =>
      chainsOf(
        pagesRead?.flatMap(({ renewals, renewed }) => [...renewals, ...renewed]) ?? [],
        pagesRead?.flatMap(({ licenses }) => licenses) ?? [],
      ),
    [pagesRead],
  );
  const span = termSpan(chains, asked.dataUpdatedAt);
  const opened = chains.find(({ licenses }) => licenses.some(({ id }) => id === search.license));
  return (
    <ListFrame asked={asked} coverage={pagesRead?.at(-1)?.coverage}>
      {chains.length === 0 ? (
        <section className="license-empty">
          <p>
            <b>{text.licenses.noRenewal}</b>
          </p>
          <p>{text.licenses.noRenewalNext}</p>
        </section>
      ) : (
        <DataTable
          label={text.licenses.renewals}
          columns={columns({
            zone,
            span,
            nowMs: asked.dataUpdatedAt,
            isBeside: search.license !== undefined,
          })}
          rows={chains}
          keyOf={({ key }) => key}
          opened={opened?.key}
          onOpen={({ key }) => show({ license: key, order: undefined, rec: undefined })}
          hasMore={asked.hasNextPage}
          isReading={asked.isFetchingNextPage}
          onMore={() => void asked.fetchNextPage()}
        />
      )}
    </ListFrame>
  );
}

function columns(drawn: {
  readonly zone: string;
  readonly span: TermSpan | null;
  readonly nowMs: number;
  readonly isBeside: boolean;
}): Column<LicenseChain>[] {
  const { zone, span, nowMs, isBeside } = drawn;
  const heads = text.licenses.columns;
  const chain: Column<LicenseChain> = {
    id: "chain",
    head: heads.chain,
    width: isBeside ? "minmax(0, 1fr)" : "minmax(196px, 0.8fr)",
    cell: ({ licenses }) => (
      <ol className="license-chain-list">
        {licenses.map(({ id, state }) => (
          <li key={id}>
            <IdentifierText id={id} />{" "}
            <span className="quiet">
              {state === null ? text.licenses.notInView : stateName("license", state)}
            </span>
          </li>
        ))}
      </ol>
    ),
  };
  if (isBeside) return [chain];
  return [
    chain,
    {
      id: "joint",
      head: heads.joint,
      width: "minmax(136px, 0.5fr)",
      cell: ({ licenses }) => (
        <ul>
          {licenses.map(({ id, joint }) => joint !== null && <li key={id}>{jointWords(joint)}</li>)}
        </ul>
      ),
    },
    {
      id: "terms",
      head: span === null ? heads.terms : text.licenses.termsHead(...spanDays(span, zone)),
      width: "minmax(160px, 1.2fr)",
      cell: ({ licenses }) =>
        span !== null && <TermBars licenses={licenses} span={span} nowMs={nowMs} />,
    },
    {
      id: "renewedAt",
      head: heads.renewedAt,
      width: "196px",
      align: "end",
      cell: ({ licenses }) => {
        const at = licenses.at(-1)?.madeAt ?? null;
        return at !== null && <TimeText iso={at} zone={zone} withDate />;
      },
    },
  ];
}

function spanDays({ fromMs, toMs }: TermSpan, zone: string): [string, string] {
  const day = (ms: number) => timeParts(new Date(ms).toISOString(), zone).date;
  return [day(fromMs), day(toMs)];
}
