import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { text } from "../../messages/current.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import { CHECKS } from "./replay-details.ts";
import type { CheckName, Checks, Decision, LoadedDocument } from "./replay-details.ts";

/** What a replay loads, or has loaded, and the four checks of which its decision looks at some. */
export function ReplayStepsPanel(props: {
  readonly table: ReplayTable;
  /** Null while it is not known. */
  readonly decision: Decision | null;
  readonly lineItemId: string | null;
  /** Null where nothing was done yet: then it says what will be. */
  readonly loaded: readonly LoadedDocument[] | null;
  readonly checks: Checks | null;
  readonly onOpen: (reference: string) => void;
}) {
  const { decision, loaded, checks } = props;
  if (decision === null) return null;
  const asked = props.table.steps.find((steps) => steps.decision === decision)?.checks ?? [];
  return (
    <div className="replay-steps">
      <div>
        <h3>{loaded === null ? text.replays.willLoad : text.replays.loaded}</h3>
        {loaded === null ? (
          <p>{decision === "none" ? text.replays.loadNothing : text.replays.loadRule[decision]}</p>
        ) : (
          <LoadedList loaded={loaded} onOpen={props.onOpen} />
        )}
        {props.lineItemId !== null && decision !== "none" && (
          <p className="quiet">
            {text.replays.ofLine} <IdentifierText id={props.lineItemId} />
          </p>
        )}
      </div>
      <div>
        <h3>{checks === null ? text.replays.thenVerify : text.replays.verified}</h3>
        <ul className="replay-checks">
          {CHECKS.map((name) => (
            <Check key={name} name={name} isAsked={asked.includes(name)} holds={checks?.[name]} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function LoadedList(props: {
  readonly loaded: readonly LoadedDocument[];
  readonly onOpen: (reference: string) => void;
}) {
  if (props.loaded.length === 0) return <p>{text.replays.loadNot}</p>;
  return (
    <ul>
      {props.loaded.map(({ document, pair, reference }) => (
        <li key={reference}>
          {text.replays.documents[document] ?? document}{" "}
          {pair !== null && <span className="mono">{pair}</span>}{" "}
          <EvidenceLinks references={[reference]} onOpen={props.onOpen} />
        </li>
      ))}
    </ul>
  );
}

type CheckState = keyof typeof text.replays.checkStates;

function Check(props: {
  readonly name: CheckName;
  readonly isAsked: boolean;
  readonly holds: boolean | undefined;
}) {
  const state: CheckState =
    props.holds === undefined
      ? props.isAsked
        ? "waiting"
        : "notAsked"
      : props.holds
        ? "holds"
        : "fails";
  return (
    <li className={`replay-check check-${state}`}>
      <CheckMark state={state} />
      <span>
        {text.replays.checks[props.name]}
        <span className="check-word">{text.replays.checkStates[state]}</span>
      </span>
    </li>
  );
}

const WAYS: Readonly<Record<CheckState, string>> = {
  waiting: "",
  notAsked: "M4 7h6",
  holds: "M3.5 7.2 6 9.6 10.6 4.4",
  fails: "M4 4 10 10M10 4 4 10",
};

/** A box: empty, ticked, crossed, or with a dash where it is not looked at. */
function CheckMark({ state }: { readonly state: CheckState }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      <path d="M1 1h12v12H1Z" className="check-box" />
      <path d={WAYS[state]} className="check-way" />
    </svg>
  );
}
