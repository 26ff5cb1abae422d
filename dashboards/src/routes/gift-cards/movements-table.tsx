import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { amountDigits } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import type { Movement } from "./card-history.ts";

type Finding = NonNullable<ObjectAnswer["findings"]>[number];

/** Every movement of the account with its record and how the account stood after it. */
export function MovementsTable(props: {
  readonly history: readonly Movement[];
  readonly currency: string;
  /** The last movement of the moment shown; -1 before the first. */
  readonly place: number;
  readonly isCut: boolean;
  readonly findings: readonly Finding[];
  readonly onOpen: (reference: string) => void;
}) {
  const { history, currency, place } = props;
  const zone = useZone();
  const { movementColumns: columns } = text.giftCards;
  const digits = (minor: number | null) =>
    minor === null ? "" : amountDigits({ minor, currency });
  return (
    <section className="card-section" aria-labelledby="card-movements">
      <h3 id="card-movements">{text.giftCards.movements}</h3>
      {props.isCut && <p className="quiet">{text.giftCards.cut(history.length)}</p>}
      <table className="movements">
        <thead>
          <tr>
            <th scope="col">{columns.time(zoneLabel(history[0]?.at ?? "", zone))}</th>
            <th scope="col">{columns.what}</th>
            <th scope="col" className="align-end">
              {columns.amount}
            </th>
            <th scope="col" className="align-end">
              {columns.balance}
            </th>
            <th scope="col" className="align-end">
              {columns.held}
            </th>
            <th scope="col" className="align-end">
              {columns.available}
            </th>
            <th scope="col">{columns.order}</th>
            <th scope="col">{columns.record}</th>
          </tr>
        </thead>
        <tbody>
          {history.map((step, index) => (
            <tr
              key={step.reference}
              aria-current={index === place ? "true" : undefined}
              className={classNames(index > place && "movement-later")}
            >
              <td>
                <TimeText iso={step.at} zone={zone} above={history[index - 1]?.at} withDate />
              </td>
              <td>
                <b>{text.giftCards.movement[step.kind]}</b>
                {index > place && <span className="visually-hidden">, {text.giftCards.later}</span>}
                <Wrong step={step} findings={props.findings} />
              </td>
              <td className="align-end">{digits(step.amountMinor)}</td>
              <td className="align-end" data-head={columns.balance}>
                {digits(step.balanceMinor)}
              </td>
              <td className="align-end" data-head={columns.held}>
                {digits(step.authorizedMinor)}
              </td>
              <td
                className={classNames("align-end", step.availableMinor < 0 && "below-zero")}
                data-head={columns.available}
              >
                {digits(step.availableMinor)}
              </td>
              <td>
                {step.order !== null && (
                  <PageLink href={pages.object("order", step.order)}>
                    <IdentifierText id={step.order} />
                  </PageLink>
                )}
              </td>
              <td>
                <EvidenceLinks references={[step.reference]} onOpen={props.onOpen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Findings that came up with this very movement. */
function Wrong(props: { readonly step: Movement; readonly findings: readonly Finding[] }) {
  const { step } = props;
  return props.findings
    .filter(({ since, evidence }) => since === step.at && evidence.includes(step.reference))
    .map(({ rule, severity }) => (
      <span key={rule} className="movement-wrong">
        <SeverityMark severity={severity} /> {findingTitle(rule)}
      </span>
    ));
}
