import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";

/** A choice of the list that is an address of its own. */
export interface ChoiceLink {
  readonly name: string;
  readonly href: string;
  readonly isChosen: boolean;
  readonly count?: number | undefined;
}

/** Choices of a list, each with how many it has. */
export function ChoiceLinks(props: {
  readonly label: string;
  readonly choices: readonly ChoiceLink[];
}) {
  return (
    <nav className="license-choices" aria-label={props.label}>
      <ul>
        {props.choices.map(({ name, href, isChosen, count }) => (
          <li key={name}>
            <PageLink href={href} aria-current={isChosen ? "true" : undefined}>
              {name}
              {count !== undefined && <b> {text.common.count(count)}</b>}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
