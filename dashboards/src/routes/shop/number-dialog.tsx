import { useEffect, useId, useRef, useState } from "react";
import { ChangeDialog } from "./change-dialog.tsx";

/** Asks for a number within bounds, and for leave to set it in the shop. */
export function NumberDialog(props: {
  readonly heading: string;
  readonly label: string;
  readonly bounds: string;
  /** Said at the field when the number is not one of them. */
  readonly wrong: string;
  readonly min: number;
  readonly max: number;
  readonly step: number | "any";
  readonly initial: number;
  readonly effect: string;
  readonly record: string;
  readonly verb: string;
  readonly onConfirm: (value: number) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { min, max } = props;
  const [given, setGiven] = useState(String(props.initial));
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const value = Number(given);
  const isWhole = props.step === "any" || Number.isInteger(value);
  const isValid = given.trim() !== "" && value >= min && value <= max && isWhole;
  return (
    <ChangeDialog
      heading={props.heading}
      effect={props.effect}
      record={props.record}
      verb={props.verb}
      canConfirm={isValid}
      onConfirm={() => props.onConfirm(value)}
      onClose={props.onClose}
    >
      <div className="shop-field">
        <label htmlFor={id} className="label">
          {props.label}
        </label>
        <input
          id={id}
          className="field"
          type="number"
          inputMode="decimal"
          ref={field}
          min={min}
          max={max}
          step={props.step}
          value={given}
          aria-invalid={!isValid}
          aria-describedby={`${id}-bounds`}
          onChange={(event) => setGiven(event.target.value)}
        />
        <p id={`${id}-bounds`} className={isValid ? "quiet" : "shop-wrong"}>
          {isValid ? props.bounds : props.wrong}
        </p>
      </div>
    </ChangeDialog>
  );
}
