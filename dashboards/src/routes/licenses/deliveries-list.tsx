import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { licenseCountsAnswer, licenseWorklistAnswer } from "../../api/licenses.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ChoiceLinks } from "./choice-links.tsx";
import { DELIVERY_RULES, isOfDelivery } from "./delivery-rules.ts";
import { ListFrame } from "./list-frame.tsx";
import type { LicensesProps } from "./licenses-search.ts";

/** Any rule about licenses. */
const ANY = "license";

/** Orders whose licenses are missing, late, double, or were not mailed. */
export function DeliveriesList({ search, show }: LicensesProps) {
  const zone = useZone();
  const { finding = ANY, store, order } = search;
  const counts = useQuery(licenseCountsAnswer());
  const asked = useInfiniteQuery(licenseWorklistAnswer({ type: "order", finding, store }));
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const coverage = asked.data?.pages.at(-1)?.coverage;
  const countOf = (rule: string) =>
    counts.data === undefined
      ? undefined
      : (counts.data.items.find(
          ({ by, name, type }) => by === "finding" && type === "order" && name === rule,
        )?.count ?? 0);
  const choices = [
    { name: text.licenses.anyFinding, rule: undefined },
    ...DELIVERY_RULES.map((rule) => ({ name: findingTitle(rule), rule })),
  ].map(({ name, rule }) => ({
    name,
    href: pages.licenses({ finding: rule, store }),
    isChosen: (rule ?? ANY) === finding,
    count: rule === undefined ? undefined : countOf(rule),
  }));
  return (
    <>
      <ChoiceLinks label={text.licenses.findingChoice} choices={choices} />
      <ListFrame asked={asked} coverage={coverage}>
        {rows.length === 0 ? (
          <section className="license-empty">
            <p>
              <b>{text.licenses.noDelivery(finding === ANY ? null : findingTitle(finding))}</b>
            </p>
            <p>{text.licenses.noDeliveryNext}</p>
          </section>
        ) : (
          <DataTable
            label={text.licenses.deliveries}
            columns={order === undefined ? columns(zone) : columnsBeside()}
            rows={rows}
            keyOf={({ object }) => object.id}
            opened={order}
            onOpen={({ object }) => show({ order: object.id, license: undefined, rec: undefined })}
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
      id: "order",
      head: heads.order,
      width: "128px",
      cell: ({ object }) => <IdentifierText id={object.id} />,
    },
    {
      id: "found",
      head: heads.found,
      width: "minmax(0, 1fr)",
      cell: (row) => <Found row={row} withSentence />,
    },
    {
      id: "since",
      head: heads.since,
      width: "196px",
      cell: ({ findings }) => {
        const since = findings.filter(isOfDelivery).map((finding) => finding.since);
        const [first] = since.toSorted();
        return first !== undefined && <TimeText iso={first} zone={zone} withDate />;
      },
    },
    {
      id: "state",
      head: heads.state,
      width: "110px",
      isSecondary: true,
      cell: ({ state }) => stateName("order", state),
    },
    {
      id: "store",
      head: heads.store,
      width: "100px",
      isSecondary: true,
      cell: ({ store }) => store,
    },
    {
      id: "amount",
      head: heads.amount,
      width: "100px",
      align: "end",
      cell: ({ amount }) => amount !== null && formatAmount(amount),
    },
  ];
}

function columnsBeside(): Column<ObjectRowAnswer>[] {
  return [
    {
      id: "order",
      head: text.licenses.columns.order,
      width: "minmax(0, 1fr)",
      cell: (row) => (
        <span className="two-lines">
          <IdentifierText id={row.object.id} />
          <span className="two-lines-second">
            <Found row={row} />
          </span>
        </span>
      ),
    },
    {
      id: "amount",
      head: text.licenses.columns.amount,
      width: "92px",
      align: "end",
      cell: ({ amount }) => amount !== null && formatAmount(amount),
    },
  ];
}

/** The findings that concern licenses. */
function Found({ row, withSentence }: { row: ObjectRowAnswer; withSentence?: true }) {
  return (
    <ul className="license-findings">
      {row.findings.filter(isOfDelivery).map(({ rule, severity, sentence }) => (
        <li key={rule}>
          <SeverityMark severity={severity} />
          <span>
            <span className="visually-hidden">{text.findings.severities[severity]}: </span>
            <b>{findingTitle(rule)}</b>
            {withSentence === true && (
              <span className="license-sentence" lang="en">
                {sentence}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
