import type { ObjectCounts, ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import type { GiftCardsSearch } from "./gift-cards-search.ts";

interface Choice {
  readonly name: string;
  readonly count?: number | undefined;
  readonly search: Pick<GiftCardsSearch, "state" | "finding">;
}

/** States and findings with their counts, each a link; and the stores of the cards that were read. */
export function CardFilters(props: {
  readonly search: GiftCardsSearch;
  readonly counts: ObjectCounts | undefined;
  readonly cards: readonly ObjectRowAnswer[];
}) {
  const { search } = props;
  const counted = props.counts?.items.filter(({ type }) => type === "giftCard") ?? [];
  const states = counted.filter(({ by }) => by === "state");
  const found = counted.filter(({ by, name }) => by === "finding" && name.startsWith("gift-card."));
  const total = states.reduce((sum, { count }) => sum + count, 0);
  const all = { name: text.giftCards.filters.all, search: {} };
  const choices: readonly Choice[] = [
    props.counts === undefined ? all : { ...all, count: total },
    ...states.map(({ name, count }) => ({
      name: stateName("giftCard", name),
      count,
      search: { state: name },
    })),
    ...(found.length === 0
      ? []
      : [{ name: text.giftCards.filters.findings, search: { finding: "gift-card" } }]),
    ...found.map(({ name, count }) => ({
      name: findingTitle(name),
      count,
      search: { finding: name },
    })),
  ];
  const stores = [...new Set([...props.cards.flatMap(({ store }) => store ?? []), search.store])]
    .filter((store) => store !== undefined)
    .toSorted();
  return (
    <nav
      className={classNames("card-filters", search.card !== undefined && "covered")}
      aria-label={text.giftCards.filters.label}
    >
      <ul>
        {choices.map((choice) => (
          <FilterLink
            key={choice.name}
            choice={choice}
            isChosen={
              choice.search.state === search.state && choice.search.finding === search.finding
            }
            store={search.store}
          />
        ))}
      </ul>
      {stores.length > 1 || search.store !== undefined ? (
        <ul className="card-stores" aria-label={text.giftCards.filters.store}>
          {[undefined, ...stores].map((store) => (
            <li key={store ?? ""}>
              <PageLink
                href={pages.giftCards({ state: search.state, finding: search.finding, store })}
                aria-current={store === search.store ? "true" : undefined}
              >
                {store ?? text.giftCards.filters.anyStore}
              </PageLink>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  );
}

function FilterLink(props: {
  readonly choice: Choice;
  readonly isChosen: boolean;
  readonly store: string | undefined;
}) {
  const { name, count, search } = props.choice;
  return (
    <li>
      <PageLink
        href={pages.giftCards({ ...search, store: props.store })}
        aria-current={props.isChosen ? "true" : undefined}
      >
        {name} {count !== undefined && <b>{text.common.count(count)}</b>}
      </PageLink>
    </li>
  );
}
