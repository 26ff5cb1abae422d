import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { findingKey } from "./dues.ts";
import type { Finding } from "./dues.ts";

/** Among the facts of a record: findings that rest on it, and the linked object by which it belongs here. */
export function UsedBy(props: {
  readonly reference: string | undefined;
  readonly through: TimelineEntry["through"];
  readonly findings: readonly Finding[];
  readonly onFinding: (finding: Finding) => void;
}) {
  const { reference, through } = props;
  const using = props.findings.filter(
    ({ evidence }) => reference !== undefined && evidence.includes(reference),
  );
  return (
    <>
      {through !== undefined && (
        <div className="evidence-pair">
          <dt>{text.evidence.through}</dt>
          <dd>
            {text.evidence.throughObject(through.type)}{" "}
            <PageLink href={pages.object(through.type, through.id)}>
              <IdentifierText id={through.id} />
            </PageLink>
          </dd>
        </div>
      )}
      {using.length > 0 && (
        <div className="evidence-pair">
          <dt>{text.evidence.usedBy}</dt>
          <dd>
            <ul>
              {using.map((finding) => (
                <li key={findingKey(finding)}>
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => props.onFinding(finding)}
                  >
                    {findingTitle(finding.rule)}
                  </button>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </>
  );
}
