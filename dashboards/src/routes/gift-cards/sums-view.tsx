import "./sums-view.css";
import { useQuery } from "@tanstack/react-query";
import type { CardLiability, CardReconciliation } from "#query/answers/gift-card-answers.ts";
import { liabilityAnswer, reconciliationAnswer } from "../../api/gift-cards.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { AsOfField } from "./as-of-field.tsx";
import { BrokenCards } from "./broken-cards.tsx";
import { SumsTable } from "./sums-table.tsx";
import type { GiftCardsViewProps } from "./view-props.ts";

/** All cards together at a moment: what was issued is what was taken and what is left, and who is owed what. */
export function SumsView({ search, show }: GiftCardsViewProps) {
  const { asOf } = search;
  const answer = useQuery(reconciliationAnswer(asOf));
  const liability = useQuery(liabilityAnswer(asOf));
  const readAgain = () => void Promise.all([answer.refetch(), liability.refetch()]);
  usePublishCoverage(answer.data?.coverage, answer.dataUpdatedAt, readAgain);
  const { data } = answer;
  const error = answer.error ?? liability.error;
  return (
    <div className="sums">
      <LoadingLine isLoading={answer.isFetching || liability.isFetching} />
      {error !== null && data !== undefined && (
        <StaleLine error={error} answeredAtMs={answer.dataUpdatedAt} onRetry={readAgain} />
      )}
      <div className="sums-head">
        <p>{text.giftCards.reconciliation.explain}</p>
        <AsOfField key={asOf ?? ""} asOf={asOf} onAsOf={(moment) => show({ asOf: moment })} />
      </div>
      {error !== null && data === undefined && <ProblemView error={error} onRetry={readAgain} />}
      {data !== undefined && (
        <Sums
          data={data}
          totals={liability.data?.totals ?? []}
          onOpen={(card) => show({ show: undefined, asOf: undefined, card })}
        />
      )}
    </div>
  );
}

function Sums(props: {
  readonly data: CardReconciliation;
  readonly totals: CardLiability["totals"];
  readonly onOpen: (card: string) => void;
}) {
  const { data } = props;
  const zone = useZone();
  const { reconciliation } = text.giftCards;
  const currencies = [...new Set(data.groups.map(({ currency }) => currency))];
  if (currencies.length === 0) return <p className="gift-cards-empty">{reconciliation.empty}</p>;
  const conserve = data.groups.every(({ conserves }) => conserves);
  // Of many only the first are listed; the groups count them all.
  const broken = data.groups.reduce((sum, group) => sum + group.broken, 0);
  const isWhole = broken === 0 && conserve;
  const { status, reasons } = data.coverage;
  const verdict = isWhole
    ? reconciliation.brokenNone
    : conserve
      ? reconciliation.broken(broken)
      : reconciliation.no;
  return (
    <>
      <p className="sums-verdict">
        <SeverityMark severity={!isWhole ? "error" : status === "complete" ? "ok" : "info"} />
        <b>{verdict}</b> <TimeText iso={data.asOf} zone={zone} withDate />{" "}
        {zoneLabel(data.asOf, zone)}
        {reasons.length > 0 && (
          <span className="quiet" lang="en">
            {reasons.join(" ")}
          </span>
        )}
      </p>
      {currencies.map((currency) => (
        <SumsTable
          key={currency}
          currency={currency}
          groups={data.groups.filter((group) => group.currency === currency)}
          total={props.totals.find((total) => total.currency === currency)}
        />
      ))}
      {data.items.length > 0 && <BrokenCards items={data.items} onOpen={props.onOpen} />}
    </>
  );
}
