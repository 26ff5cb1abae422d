import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import { moveFollower } from "../../api/operations.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";

const SEVERITY = { running: "ok", paused: "warning", failed: "critical" } as const;

/** The views, how far each has read, and the way to halt one. */
export function FollowerList({ followers }: { readonly followers: readonly FollowerStatus[] }) {
  const words = text.storage.followers;
  const client = useQueryClient();
  const [pausing, setPausing] = useState<FollowerStatus>();
  const [error, setError] = useState<unknown>(null);
  const move = async (name: string, action: "pause" | "resume") => {
    await moveFollower(name, action);
    await client.invalidateQueries();
  };
  const resume = async (name: string) => {
    setError(null);
    try {
      await move(name, "resume");
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <section aria-labelledby="storage-followers">
      <h2 id="storage-followers">{words.heading}</h2>
      <p className="quiet">{words.explain}</p>
      {error !== null && <ProblemLine error={error} />}
      <table className="plain-table" aria-label={words.list}>
        <thead>
          <tr>
            <th>{words.columns.view}</th>
            <th>{words.columns.state}</th>
            <th className="align-end">{words.columns.through}</th>
            <th className="align-end optional">{words.columns.behind}</th>
            <th className="optional">{words.columns.serves}</th>
            <th>
              <span className="visually-hidden">{words.columns.act}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {followers.map((follower) => (
            <FollowerRow
              key={`${follower.name} ${follower.ledger}`}
              follower={follower}
              onPause={() => setPausing(follower)}
              onResume={() => void resume(follower.name)}
            />
          ))}
        </tbody>
      </table>
      {pausing !== undefined && (
        <ConfirmDialog
          heading={words.pauseHeading(words.names[pausing.name] ?? pausing.name)}
          verb={words.pauseConfirm}
          onConfirm={() => move(pausing.name, "pause")}
          onClose={() => setPausing(undefined)}
        >
          <p>{words.pauseEffect(pausing.throughSeq, words.serves[pausing.name] ?? pausing.name)}</p>
          <p className="quiet">{words.pauseRecord}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function FollowerRow(props: {
  readonly follower: FollowerStatus;
  readonly onPause: () => void;
  readonly onResume: () => void;
}) {
  const { follower } = props;
  const words = text.storage.followers;
  const name = words.names[follower.name] ?? follower.name;
  // One that failed tries again: it is let go on at once, or it would stay halted once it works again.
  const isHalted = follower.status !== "running";
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <span className="operations-state">
          <SeverityMark severity={SEVERITY[follower.status]} />
          <span>
            {words.states[follower.status]}
            {follower.reason !== undefined && <span lang="en">: {follower.reason}</span>}
          </span>
        </span>
      </td>
      <td className="align-end">{words.of(follower.throughSeq, follower.headSeq)}</td>
      <td className="align-end optional">{words.behind(follower.headSeq - follower.throughSeq)}</td>
      <td className="optional">{words.serves[follower.name]}</td>
      <td className="align-end follower-act">
        <button
          type="button"
          className="button small"
          aria-label={isHalted ? words.resumeNamed(name) : words.pauseNamed(name)}
          onClick={isHalted ? props.onResume : props.onPause}
        >
          {isHalted ? words.resume : words.pause}
        </button>
      </td>
    </tr>
  );
}
