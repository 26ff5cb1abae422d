import { IdentifierText } from "../../components/identifier-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { licenseLines, textDetail } from "./read-details.ts";
import type { Lifecycle } from "./read-details.ts";

/** What an order had to deliver of licenses, and what was made. */
export function OrderLines(props: {
  readonly lifecycle: Lifecycle;
  readonly onLicense: (id: string) => void;
}) {
  const { lifecycle, onLicense } = props;
  const zone = useZone();
  const paidAt = textDetail(lifecycle, "paidAt");
  const lines = licenseLines(lifecycle);
  const previous = lifecycle.links.filter(({ relation }) => relation === "previousLicense");
  const words = text.licenses.order;
  return (
    <section className="license-section" aria-labelledby="license-lines">
      <h3 id="license-lines">{words.lines(lines.length)}</h3>
      <dl className="license-facts">
        <dt>{words.paid}</dt>
        <dd>{paidAt === null ? words.notPaid : <TimeText iso={paidAt} zone={zone} withDate />}</dd>
        {previous.map(({ id }) => (
          <div key={id}>
            <dt>{words.renews}</dt>
            <dd>
              <LicenseButton id={id} onLicense={onLicense} />
            </dd>
          </div>
        ))}
      </dl>
      <ul className="license-lines">
        {lines.map((line) => (
          <li key={line.lineItemId}>
            <p>
              <b>{line.product ?? text.common.notKnown}</b>
              {line.quantity !== null && ` × ${line.quantity}`}{" "}
              <span className="quiet">
                {words.line} <span className="mono">{line.lineItemId}</span>
              </span>
            </p>
            <p>
              {line.licenses.length === 0 ? (
                <span className="license-due">{words.noLicense}</span>
              ) : (
                <>
                  {words.made(line.licenses.length)}{" "}
                  {line.licenses.map((id) => (
                    <LicenseButton key={id} id={id} onLicense={onLicense} />
                  ))}
                </>
              )}
              {line.deliveredAt !== null && (
                <>
                  {" "}
                  <TimeText iso={line.deliveredAt} zone={zone} withDate />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LicenseButton(props: { readonly id: string; readonly onLicense: (id: string) => void }) {
  return (
    <button type="button" className="license-button" onClick={() => props.onLicense(props.id)}>
      <IdentifierText id={props.id} />
    </button>
  );
}
