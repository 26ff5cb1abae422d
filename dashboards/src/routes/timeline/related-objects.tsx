import type { ObjectAnswer, RelatedObject } from "#query/answers/object-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import type { Finding } from "./dues.ts";
import { shapeOf } from "./lanes.ts";

/** Other objects named in the header; the rest is counted. */
const RELATED_MAX = 12;

/** Other IDs of the object, and what its records touch, each with its state and a link to its timeline. */
export function RelatedObjects({ answer }: { readonly answer: ObjectAnswer }) {
  const aliases = answer.lifecycle?.aliases ?? [];
  const related = answer.related.filter(({ id, roles }) => {
    return !roles.includes("foreignId") && !aliases.includes(id);
  });
  if (related.length + aliases.length === 0) return null;
  const shown = related.slice(0, RELATED_MAX);
  const rest = related.length - shown.length;
  return (
    <ul className="timeline-related" aria-label={text.timeline.belongsWith}>
      {aliases.map((alias) => (
        <li key={alias}>
          {answer.object.type === "order" ? text.events.foreignId : text.timeline.aliases}{" "}
          <IdentifierText id={alias} />
        </li>
      ))}
      {shown.map((object) => (
        <Related
          key={`${object.type} ${object.id}`}
          object={object}
          gravest={gravestOn(object, answer.findings ?? [])}
        />
      ))}
      {rest > 0 && <li>{text.timeline.moreObjects(rest)}</li>}
    </ul>
  );
}

/** Findings come the gravest first. */
function gravestOn(
  { type, id }: RelatedObject,
  findings: readonly Finding[],
): Finding["severity"] | undefined {
  return findings.find(({ on }) => on.type === type && on.id === id)?.severity;
}

function Related(props: {
  readonly object: RelatedObject;
  readonly gravest: Finding["severity"] | undefined;
}) {
  const { object, gravest } = props;
  const { type, id, state, findings = 0 } = object;
  return (
    <li>
      <Mark shape={shapeOf(type)} lane={type} size={11} />
      {text.common.of(type)}{" "}
      <PageLink href={pages.object(type, id)}>
        <IdentifierText id={id} />
      </PageLink>
      {state !== null && state !== undefined && (
        <span className="related-state">{stateName(type, state).toLowerCase()}</span>
      )}
      {findings > 0 && (
        <span className={classNames("related-findings", gravest)}>
          {text.timeline.relatedFindings(findings)}
        </span>
      )}
    </li>
  );
}
