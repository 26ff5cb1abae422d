import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import { LicenseChainView } from "./license-chain-view.tsx";
import { textDetail, textsDetail } from "./read-details.ts";
import type { Lifecycle } from "./read-details.ts";

/** A license's term, where it comes from, how it was delivered, and the chain it belongs to. */
export function LicenseFacts(props: {
  readonly lifecycle: Lifecycle;
  readonly onLicense: (id: string) => void;
  readonly onRecord: (reference: string) => void;
}) {
  const { lifecycle } = props;
  const zone = useZone();
  const words = text.licenses.facts;
  const order = textDetail(lifecycle, "order");
  const foreignId = textDetail(lifecycle, "foreignId");
  const kind = textDetail(lifecycle, "kind");
  const blockedAt = textDetail(lifecycle, "blockedAt");
  return (
    <>
      <section className="license-section" aria-labelledby="license-facts">
        <h3 id="license-facts">{words.heading}</h3>
        <dl className="license-facts">
          <Term lifecycle={lifecycle} />
          <dt>{words.product}</dt>
          <dd>
            {textDetail(lifecycle, "product") ?? text.common.notKnown}
            {kind !== null && `, ${words.kinds[kind] ?? kind}`}
          </dd>
          <dt>{words.order}</dt>
          <dd>
            {order === null ? (
              text.common.notKnown
            ) : (
              <PageLink href={pages.object("order", order)}>
                <IdentifierText id={order} />
              </PageLink>
            )}
            {foreignId !== null && ` ${text.events.foreignId} ${foreignId}`}
          </dd>
          <dt>{words.line}</dt>
          <dd className="mono">{textDetail(lifecycle, "lineItemId") ?? text.common.notKnown}</dd>
          {lifecycle.milestones.map(({ name, at, evidence }) => (
            <div key={name}>
              <dt>{text.models.signals["license"]?.[name] ?? name}</dt>
              <dd>
                {at === null ? (
                  <span className="quiet">{words.noRecord}</span>
                ) : (
                  <TimeText iso={at} zone={zone} withDate />
                )}{" "}
                <EvidenceLinks references={evidence} onOpen={props.onRecord} />
              </dd>
            </div>
          ))}
          {blockedAt !== null && (
            <>
              <dt>{words.blocked}</dt>
              <dd>
                <TimeText iso={blockedAt} zone={zone} withDate />
              </dd>
            </>
          )}
        </dl>
      </section>
      <LicenseChainView
        ids={textsDetail(lifecycle, "chain")}
        current={lifecycle.object.id}
        onLicense={props.onLicense}
        onRecord={props.onRecord}
      />
    </>
  );
}

function Term({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const zone = useZone();
  const words = text.licenses.facts;
  const from = textDetail(lifecycle, "validFrom");
  const until = textDetail(lifecycle, "validUntil");
  if (until === null) {
    return (
      <>
        <dt>{words.validUntil}</dt>
        <dd>{text.common.notKnown}</dd>
      </>
    );
  }
  const leftMs = Date.parse(until) - Date.parse(lifecycle.asOf);
  return (
    <>
      <dt>{words.validFrom}</dt>
      <dd>{from === null ? text.common.notKnown : <TimeText iso={from} zone={zone} withDate />}</dd>
      <dt>{words.validUntil}</dt>
      <dd>
        <TimeText iso={until} zone={zone} withDate />
        {", "}
        {leftMs > 0 ? words.left(shortDuration(leftMs)) : words.ended(shortDuration(-leftMs))}
      </dd>
    </>
  );
}
