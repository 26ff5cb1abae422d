import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { text } from "../../messages/current.ts";
import type { Decision } from "./replay-details.ts";

/** Before an order is replayed: what is loaded into where, what the customer gets, what is recorded. */
export function ReplayDialog(props: {
  readonly order: string;
  readonly decision: Decision;
  readonly table: ReplayTable;
  readonly onReplay: () => void;
  readonly onClose: () => void;
}) {
  const { confirm, checks } = text.replays;
  const asked = props.table.steps.find(({ decision }) => decision === props.decision)?.checks ?? [];
  return (
    <ConfirmDialog
      heading={confirm.heading(props.order)}
      verb={confirm.verb}
      onConfirm={() => {
        props.onReplay();
        return Promise.resolve();
      }}
      onClose={props.onClose}
    >
      <div className="replay-dialog">
        <p>
          <b>
            {text.replays.decisions[props.decision]}
            {text.common.period}
          </b>{" "}
          {confirm.effect[props.decision]}
        </p>
        <p>{confirm.checks(asked.map((name) => checks[name]))}</p>
        <p>{confirm.again}</p>
        <p>{confirm.record}</p>
      </div>
    </ConfirmDialog>
  );
}
