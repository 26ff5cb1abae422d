import "./licenses.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { licenseCountsAnswer } from "../../api/licenses.ts";
import { classNames } from "../../components/class-names.ts";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { ExportButton } from "../../components/exports/export-button.tsx";
import { stateName } from "../../components/findings/state-name.ts";
import { ListAndDetail } from "../../components/list-and-detail/list-and-detail.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { PageParts } from "../../components/page-parts.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { DeliveriesList } from "./deliveries-list.tsx";
import { ExpiringList } from "./expiring-list.tsx";
import { expirySpan, LICENSE_PARTS, licensePart } from "./licenses-search.ts";
import type { LicensePart, LicensesProps, LicensesSearch } from "./licenses-search.ts";
import { OpenedObject } from "./opened-object.tsx";
import { RenewalsList } from "./renewals-list.tsx";
import { StatesList } from "./states-list.tsx";

const route = getRouteApi("/licenses");

/** Licenses: what was not delivered, what ends, what renews what, and all by their states. */
export function LicensesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show: LicensesProps["show"] = (change) =>
    void navigate({ search: changed(search, change), resetScroll: false });
  const part = licensePart(search);
  const { license, order, rec } = search;
  const openRecord = (reference: string | undefined) => show({ rec: reference });
  const opened = license ?? order;
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <div className="licenses">
        <PageHead
          title={text.nav.licenses}
          actions={<ExportButton what={{ kind: "worklist", ...exported(search) }} hasKey />}
        >
          <Facts />
        </PageHead>
        <PageParts
          label={text.licenses.parts}
          parts={LICENSE_PARTS.map((one) => ({
            href: pages.licenses({ show: one === "deliveries" ? undefined : one }),
            name: text.licenses.partNames[one],
            isCurrent: one === part,
          }))}
        />
        <ListAndDetail
          list={<PartList part={part} search={search} show={show} />}
          opened={opened}
          label={text.licenses.opened}
          back={text.licenses.back}
          onClose={() => show({ license: undefined, order: undefined, rec: undefined })}
        >
          {opened !== undefined && (
            <OpenedObject
              type={license === undefined ? "order" : "license"}
              id={opened}
              onLicense={(id) => show({ license: id, rec: undefined })}
              onRecord={openRecord}
            />
          )}
        </ListAndDetail>
      </div>
      {rec !== undefined && (
        <EvidenceDrawer
          key={rec}
          reference={rec}
          known={undefined}
          onClose={() => openRecord(undefined)}
          onOpen={openRecord}
        />
      )}
    </div>
  );
}

function PartList({ part, ...props }: LicensesProps & { readonly part: LicensePart }) {
  switch (part) {
    case "deliveries":
      return <DeliveriesList {...props} />;
    case "expiring":
      return <ExpiringList {...props} />;
    case "renewals":
      return <RenewalsList {...props} />;
    case "all":
      return <StatesList {...props} />;
    default:
      return part satisfies never;
  }
}

/** How many licenses are in which state. */
function Facts() {
  const { data } = useQuery(licenseCountsAnswer());
  const states = data?.items.filter(({ type, by }) => type === "license" && by === "state");
  if (states === undefined) return null;
  return text.licenses.facts.counts(
    states.map(({ name, count }) => ({ state: stateName("license", name).toLowerCase(), count })),
  );
}

/** What the list that is shown holds, as a worklist to take along. */
function exported(search: LicensesSearch) {
  const store = search.store === undefined ? {} : { store: search.store };
  switch (licensePart(search)) {
    case "deliveries":
      return { type: "order", finding: search.finding ?? "license", ...store } as const;
    case "expiring":
      return { type: "license", expiresWithin: expirySpan(search), ...store } as const;
    default:
      return {
        type: "license",
        ...(search.state !== undefined && { state: search.state }),
        ...store,
      } as const;
  }
}

/** The address with the named members changed; undefined takes one out. */
function changed(
  search: LicensesSearch,
  change: Partial<Record<keyof LicensesSearch, string | undefined>>,
): LicensesSearch {
  return Object.fromEntries(
    Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined),
  );
}
