import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { ComeBack } from "./come-back.tsx";
import { severityOf } from "./explanations.ts";
import { RecordButtons } from "./record-buttons.tsx";

/** What is known of the number that is pointed at or chosen; keeps its place while there is none. */
export function NumberReadout(props: {
  readonly numbers: readonly OrderNumberAnswer[];
  readonly why: (number: OrderNumberAnswer) => string;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  if (props.numbers.length === 0) {
    return <p className="number-readout quiet">{text.orderNumbers.strip.hint}</p>;
  }
  return (
    <div className="number-readout">
      {props.numbers.map((number) => (
        <section key={`${number.sequence} ${number.order}`}>
          <h2>
            <span className="mono">{number.number ?? number.sequence}</span>
            <SeverityMark severity={severityOf(number.explanation)} />
            {text.orderNumbers.explanations[number.explanation]}
          </h2>
          <p>{props.why(number)}</p>
          <Facts number={number} opened={props.opened} onOpen={props.onOpen} />
        </section>
      ))}
    </div>
  );
}

function Facts(props: {
  readonly number: OrderNumberAnswer;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  const { number } = props;
  const zone = useZone();
  const { facts, comeBack, explanations } = text.orderNumbers;
  const time = (iso: string) => <TimeText iso={iso} zone={zone} withDate />;
  const pairs: readonly (readonly [string, React.ReactNode] | null)[] = [
    number.reservedAt === null ? null : [facts.reserved, time(number.reservedAt)],
    number.usedAt === null
      ? null
      : [number.explanation === "uncertain" ? facts.stored : facts.used, time(number.usedAt)],
    number.lateMs === null ? null : [facts.after, exactDuration(number.lateMs)],
    number.since === null || number.since === number.usedAt
      ? null
      : [facts.since, time(number.since)],
    number.order === null
      ? null
      : [
          facts.order,
          <PageLink key="order" className="mono" href={pages.object("order", number.order)}>
            {number.order}
          </PageLink>,
        ],
    number.quote === null
      ? null
      : [
          facts.quote,
          <PageLink key="quote" className="mono" href={pages.object("quote", number.quote)}>
            {number.quote}
          </PageLink>,
        ],
    number.causes.length < 2
      ? null
      : [facts.causes, number.causes.map((cause) => explanations[cause]).join(", ")],
    [comeBack.head, <ComeBack key="back" number={number} />],
    number.quarantine.length === 0
      ? null
      : [
          facts.quarantine,
          number.quarantine.map((item) => (
            <PageLink key={item} href={pages.quarantine({ item })}>
              {item}
            </PageLink>
          )),
        ],
    number.evidence.length === 0
      ? null
      : [
          facts.records,
          <RecordButtons
            key="records"
            references={number.evidence}
            opened={props.opened}
            onOpen={props.onOpen}
          />,
        ],
  ];
  return (
    <dl>
      {pairs.map((pair) =>
        pair === null ? null : (
          <div key={pair[0]}>
            <dt>{pair[0]}</dt>
            <dd>{pair[1]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
