import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { text } from "../../messages/current.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import { walk } from "./decision-tree.ts";
import type { AnsweredPath, GivenAnswer } from "./tree-paths.ts";
import { answerWords, questionWords } from "./tree-words.ts";

/** The questions in their order with every answer and what it rests on; on a phone this is the whole tree. */
export function DecisionAnswers(props: {
  readonly table: ReplayTable;
  readonly paths: readonly AnsweredPath[];
  readonly onOpen: (reference: string) => void;
}) {
  const { table, paths } = props;
  const walks = paths.map((path) => walk(table, path));
  const isAsked = (fact: string) =>
    walks.some(({ steps, needs }) => needs === fact || steps.some((step) => step.fact === fact));
  return (
    <ol className="tree-questions">
      {table.questions.map(({ fact }) => {
        const asked = isAsked(fact);
        return (
          <li key={fact} className={classNames(!asked && "tree-not-asked")}>
            <b>{questionWords(table, fact)}</b>
            {asked ? (
              <Answers fact={fact} paths={paths} onOpen={props.onOpen} />
            ) : (
              <span>{text.replays.tree.notAsked}</span>
            )}
          </li>
        );
      })}
      <li className="tree-replay">
        <b>{text.replays.tree.replay}</b>
        {walks
          .map(({ branch }, place) => (
            <span key={paths[place]?.by} className="tree-value">
              {branch === null ? text.replays.notDecided : text.replays.decisions[branch.decision]}
            </span>
          ))
          .slice(0, sameEnd(walks) ? 1 : walks.length)}
      </li>
    </ol>
  );
}

function sameEnd(walks: readonly { readonly branch: unknown }[]): boolean {
  return walks.every(({ branch }) => branch === walks[0]?.branch);
}

function Answers(props: {
  readonly fact: string;
  readonly paths: readonly AnsweredPath[];
  readonly onOpen: (reference: string) => void;
}) {
  const { fact, paths } = props;
  const given = paths.flatMap((path) => path.given.get(fact) ?? []);
  const isSame = given.every(({ answer }) => answer === given[0]?.answer);
  return (
    <>
      {given.slice(0, isSame ? 1 : given.length).map((one) => (
        <span
          key={one.by}
          className={classNames("tree-value", one.answer === null && "tree-unknown")}
        >
          {!isSame && <i>{text.replays.tree[one.by]} </i>}
          {one.answer === null ? text.replays.tree.notKnown : answerWords(fact, one.answer)}
        </span>
      ))}
      {given.map((one) => (
        <Basis key={one.by} given={one} onOpen={props.onOpen} />
      ))}
    </>
  );
}

/** Where the answer comes from: the value as it was read, and the records. */
function Basis(props: {
  readonly given: GivenAnswer;
  readonly onOpen: (reference: string) => void;
}) {
  const { value, answer, basis, evidence } = props.given;
  const read = typeof value === "string" && value !== "" && value !== answer ? value : null;
  if (basis === null && read === null) return null;
  return (
    <span className="tree-basis">
      {read !== null && <span className="mono">{read} </span>}
      {basis !== null && text.replays.tree.basis[basis]}{" "}
      {evidence.length > 0 && <EvidenceLinks references={evidence} onOpen={props.onOpen} />}
    </span>
  );
}
