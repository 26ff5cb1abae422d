import { useQuery } from "@tanstack/react-query";
import { chainAnswer } from "../../api/licenses.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import { jointWords } from "./joint-words.ts";
import { chainsOf, termSpan } from "./license-chains.ts";
import type { ChainLicense } from "./license-chains.ts";
import { TermBars } from "./term-bars.tsx";

/** The chain of renewals that a license belongs to, drawn and as a list. */
export function LicenseChainView(props: {
  readonly ids: readonly string[];
  readonly current: string;
  readonly onLicense: (id: string) => void;
  readonly onRecord: (reference: string) => void;
}) {
  const { ids, current } = props;
  const asked = useQuery(chainAnswer(ids));
  const chains = asked.data === undefined ? [] : chainsOf(asked.data.made, asked.data.licenses);
  const chain = chains.find(({ licenses }) => licenses.some(({ id }) => id === current));
  const span = chain === undefined ? null : termSpan([chain], asked.dataUpdatedAt);
  const count = chain?.licenses.length ?? ids.length;
  return (
    <section className="license-section" aria-labelledby="license-chain">
      <h3 id="license-chain">
        {count > 1 ? text.licenses.chain.heading(count) : text.licenses.chain.alone}
      </h3>
      <LoadingLine isLoading={asked.isFetching} />
      {asked.error !== null && <ProblemLine error={asked.error} />}
      {chain !== undefined && span !== null && (
        <TermBars
          licenses={chain.licenses}
          span={span}
          nowMs={asked.dataUpdatedAt}
          current={current}
        />
      )}
      {chain !== undefined && count > 1 && (
        <ol className="license-chain-steps">
          {chain.licenses.map((license) => (
            <ChainStep key={license.id} license={license} {...props} />
          ))}
        </ol>
      )}
    </section>
  );
}

function ChainStep(props: {
  readonly license: ChainLicense;
  readonly current: string;
  readonly onLicense: (id: string) => void;
  readonly onRecord: (reference: string) => void;
}) {
  const { license, current } = props;
  const zone = useZone();
  const words = text.licenses.chain;
  return (
    <li aria-current={license.id === current ? "true" : undefined}>
      <p>
        {license.id === current ? (
          <b>
            <IdentifierText id={license.id} />
          </b>
        ) : (
          <button
            type="button"
            className="license-button"
            onClick={() => props.onLicense(license.id)}
          >
            <IdentifierText id={license.id} />
          </button>
        )}{" "}
        {license.state === null ? text.licenses.notInView : stateName("license", license.state)}
        {license.made !== null && (
          <>
            {" "}
            <EvidenceLinks references={[license.made]} onOpen={props.onRecord} />
          </>
        )}
      </p>
      <p className="quiet">
        {license.validFrom === null || license.validUntil === null ? (
          words.noTerm
        ) : (
          <>
            <TimeText iso={license.validFrom} zone={zone} withDate /> {words.to}{" "}
            <TimeText iso={license.validUntil} zone={zone} withDate />
          </>
        )}
        {license.joint !== null && `, ${jointWords(license.joint)}`}
      </p>
    </li>
  );
}
