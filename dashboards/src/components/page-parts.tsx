import "./page-parts.css";
import { useLocation } from "@tanstack/react-router";
import { PageLink } from "./page-link.tsx";

/**
 * Links to the parts of one screen, such as those of Operations; each has an address of its own. `isCurrent` is
 * given where the addresses differ in their parameters alone.
 */
export function PageParts(props: {
  readonly label: string;
  readonly parts: readonly {
    readonly href: string;
    readonly name: React.ReactNode;
    readonly isCurrent?: boolean;
  }[];
}) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={props.label} className="page-parts">
      <ul>
        {props.parts.map(({ href, name, isCurrent = pathname === href.split("?")[0] }) => (
          <li key={href}>
            <PageLink href={href} aria-current={isCurrent ? "page" : undefined}>
              {name}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
