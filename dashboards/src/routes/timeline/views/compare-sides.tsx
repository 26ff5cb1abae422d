import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import { FindingLine } from "../../../components/findings/finding-line.tsx";
import { stateName } from "../../../components/findings/state-name.ts";
import { IdentifierText } from "../../../components/identifier-text.tsx";
import { PageLink } from "../../../components/page-link.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { formatAmount } from "../../../events/format-amount.ts";
import { text } from "../../../messages/current.ts";
import { pages } from "../../../path-builder.ts";
import { useZone } from "../../../preferences/use-zone.ts";
import { exactDuration } from "../../../time/format-duration.ts";
import type { ComparedSide } from "./compared-steps.ts";
import { sumName } from "./model-names.ts";

/** State, length, money and findings of both sides beside each other. */
export function CompareSides({ compared }: { readonly compared: CompareAnswer }) {
  const { left, right, model } = compared;
  return (
    <div className="compare-sides">
      <Side side={left} letter={text.views.compare.left} />
      {right === null ? (
        <section>
          <h2>
            <span className="side-letter">{text.views.compare.right}</span>{" "}
            {text.views.compare.normalCourse(text.common.of(model.type))}
          </h2>
          <p>{text.views.compare.normalExplained(model.version)}</p>
        </section>
      ) : (
        <Side side={right} letter={text.views.compare.right} />
      )}
    </div>
  );
}

function Side({ side, letter }: { readonly side: ComparedSide; readonly letter: string }) {
  const zone = useZone();
  const { object, state, stateSince, durationMs, money, findings } = side;
  const words = text.views.compare;
  return (
    <section>
      <h2>
        <span className="side-letter">{letter}</span> {text.common.of(object.type)}{" "}
        <PageLink href={pages.object(object.type, object.id)}>
          <IdentifierText id={object.id} />
        </PageLink>
      </h2>
      <dl>
        <div>
          <dt>{words.state}</dt>
          <dd>
            <b>{stateName(object.type, state)}</b>
            {stateSince !== null && (
              <>
                {" "}
                {words.since} <TimeText iso={stateSince} zone={zone} withDate />
              </>
            )}
          </dd>
        </div>
        {durationMs !== null && (
          <div>
            <dt>{words.length}</dt>
            <dd>{exactDuration(durationMs)}</dd>
          </div>
        )}
        {Object.entries(money).map(([name, amount]) => (
          <div key={name}>
            <dt>{sumName(name)}</dt>
            <dd className="mono">{formatAmount(amount)}</dd>
          </div>
        ))}
      </dl>
      <p>{words.findings(findings.length)}</p>
      {findings.map((finding) => (
        <FindingLine key={finding.rule} {...finding} on={undefined} />
      ))}
    </section>
  );
}
