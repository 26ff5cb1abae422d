import "./card-view.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { balanceAnswer, cardAnswer } from "../../api/gift-cards.ts";
import { copyText, CopyButton } from "../../components/copy-button.tsx";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { ReadBack, speakIdentifier } from "../../components/read-back.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { FindingList } from "../finding-list.tsx";
import { BalanceChart } from "./balance-chart.tsx";
import { CardAccount } from "./card-account.tsx";
import { cardHistory, isHistoryCut, momentsOf, movementAt } from "./card-history.ts";
import { MovementsTable } from "./movements-table.tsx";
import type { GiftCardsViewProps } from "./view-props.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

/** One card: its account at a moment, the way there as chart and table, and what is wrong with it. */
export function CardView({ id, search, show }: GiftCardsViewProps & { readonly id: string }) {
  const answer = useQuery(cardAnswer(id));
  const { data, error } = answer;
  const lifecycle = data?.lifecycle;
  return (
    <article className="card-view">
      <LoadingLine isLoading={answer.isFetching} />
      {error !== null &&
        (data === undefined ? (
          <ProblemView error={error} onRetry={() => void answer.refetch()} />
        ) : (
          <StaleLine
            error={error}
            answeredAtMs={answer.dataUpdatedAt}
            onRetry={() => void answer.refetch()}
          />
        ))}
      {lifecycle !== undefined && (
        <>
          <CardHead lifecycle={lifecycle} />
          <Account lifecycle={lifecycle} search={search} show={show} />
          <CardFindings lifecycle={lifecycle} onOpen={(rec) => show({ rec })} />
          <CardUnknowns lifecycle={lifecycle} />
        </>
      )}
    </article>
  );
}

function CardHead({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const [isSpelled, setIsSpelled] = useState(false);
  const { id } = lifecycle.object;
  const spell = () => {
    setIsSpelled(true);
    speakIdentifier(id);
  };
  useShortcuts("page", { c: () => void copyText(id), r: spell });
  const { store, isExternal } = lifecycle.details;
  const facts = [
    stateName("giftCard", lifecycle.state),
    typeof store === "string" ? store : undefined,
    isExternal === true ? text.giftCards.external : undefined,
  ].filter((fact) => fact !== undefined);
  const orders = (relation: string) =>
    lifecycle.links.filter((link) => link.type === "order" && link.relation === relation);
  return (
    <header className="card-head">
      <p className="label">{text.giftCards.kind}</p>
      <h2>
        <IdentifierText id={id} />
      </h2>
      <div className="card-head-actions">
        <CopyButton value={() => id} label={text.common.copy} keyHint="c" />
        <button type="button" className="button small" onClick={spell} aria-pressed={isSpelled}>
          {text.giftCards.readAloud} <kbd aria-hidden="true">r</kbd>
        </button>
        <PageLink className="button small" href={pages.object("giftCard", id)}>
          {text.giftCards.openTimeline}
        </PageLink>
      </div>
      <p className="card-facts">
        {facts.join(", ")}
        <Orders name={text.giftCards.boughtIn} links={orders("boughtIn")} />
        <Orders name={text.giftCards.usedFor} links={orders("usedFor")} />
      </p>
      {isSpelled && <ReadBack id={id} />}
    </header>
  );
}

function Orders(props: { readonly name: string; readonly links: Lifecycle["links"] }) {
  if (props.links.length === 0) return null;
  return (
    <span className="card-orders">
      {props.name}{" "}
      {props.links.map(({ id }) => (
        <PageLink key={id} href={pages.object("order", id)}>
          <IdentifierText id={id} />
        </PageLink>
      ))}
    </span>
  );
}

/** At the moment that the address names; its movements are all told, whatever the moment. */
function Account(props: GiftCardsViewProps & { readonly lifecycle: Lifecycle }) {
  const { lifecycle, search, show } = props;
  const { asOf } = search;
  const balance = useQuery(balanceAnswer(lifecycle.object.id, asOf));
  const history = cardHistory(lifecycle);
  const moments = momentsOf(history);
  const place = movementAt(moments, asOf);
  const goTo = (next: number) => {
    const isLast = next >= moments.length - 1;
    show({ asOf: isLast ? undefined : moments[Math.max(next, 0)]?.at });
  };
  useShortcuts("page", { o: () => goTo(place + 1), O: () => goTo(place - 1) });
  const currency = balance.data?.currency ?? null;
  return (
    <>
      {balance.data !== undefined && (
        <CardAccount
          balance={balance.data}
          asOf={asOf}
          onAsOf={(moment) => show({ asOf: moment })}
        />
      )}
      {balance.error !== null && balance.data === undefined && (
        <ProblemView error={balance.error} onRetry={() => void balance.refetch()} />
      )}
      {currency !== null && history.length > 0 && (
        <>
          <BalanceChart
            history={history}
            moments={moments}
            currency={currency}
            place={place}
            asOf={asOf}
            onPlace={goTo}
          />
          <MovementsTable
            history={history}
            currency={currency}
            place={movementAt(history, asOf)}
            isCut={isHistoryCut(lifecycle)}
            findings={lifecycle.findings}
            onOpen={(rec) => show({ rec })}
          />
        </>
      )}
    </>
  );
}

function CardFindings(props: {
  readonly lifecycle: Lifecycle;
  readonly onOpen: (reference: string) => void;
}) {
  const { findings } = props.lifecycle;
  return (
    <section className="card-section" aria-labelledby="card-findings">
      <h3 id="card-findings">{text.giftCards.findingsHeading(findings.length)}</h3>
      <FindingList findings={findings} onOpen={props.onOpen} />
    </section>
  );
}

function CardUnknowns({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  if (lifecycle.unknowns.length === 0) return null;
  return (
    <section className="card-section" aria-labelledby="card-unknown">
      <h3 id="card-unknown">{text.giftCards.unknownHeading}</h3>
      <ul className="card-unknowns">
        {lifecycle.unknowns.map((name) => (
          <li key={name}>{text.giftCards.unknown[name] ?? text.giftCards.otherUnknown(name)}</li>
        ))}
      </ul>
    </section>
  );
}
