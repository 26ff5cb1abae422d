import { useEffect } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { focusDone } from "./change-done.tsx";

/** Asks before the shop is changed: what will come of it, and what is recorded. */
export function ChangeDialog(props: {
  readonly heading: string;
  readonly effect: string;
  readonly record: string;
  readonly verb: string;
  readonly canConfirm?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
  /** Fields, or what exactly changes. */
  readonly children?: React.ReactNode;
}) {
  useEffect(() => focusDone, []);
  return (
    <ConfirmDialog
      heading={props.heading}
      verb={props.verb}
      canConfirm={props.canConfirm ?? true}
      onConfirm={async () => {
        await props.onConfirm();
      }}
      onClose={props.onClose}
    >
      <p>{props.effect}</p>
      {props.children}
      <p className="shop-record">{props.record}</p>
    </ConfirmDialog>
  );
}
