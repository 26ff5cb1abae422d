import "./mark.css";
import { classNames } from "./class-names.ts";

/** What a mark says: its event happened, was asked for, or was refused; is due, or due and not recorded. */
export type MarkFill = "happened" | "requested" | "refused" | "due" | "missing";

/** A shape per kind of object, so that a lane is never told by color alone. */
export type MarkShape = "circle" | "diamond" | "square" | "triangle" | "bar" | "hexagon" | "ring";

const OUTLINES: Readonly<Record<MarkShape, string>> = {
  circle: "M7 2.4a4.6 4.6 0 1 0 0 9.2a4.6 4.6 0 1 0 0 -9.2Z",
  diamond: "M7 1.6 12.4 7 7 12.4 1.6 7Z",
  square: "M2.8 2.8h8.4v8.4H2.8Z",
  triangle: "M7 2 12.4 11.6H1.6Z",
  bar: "M1.4 4.2h11.2v5.6H1.4Z",
  hexagon: "M7 1.4 12 4.2v5.6L7 12.6 2 9.8V4.2Z",
  ring: "M7 3.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0 -6.8Z",
};

export function Mark(props: {
  readonly shape: MarkShape;
  readonly lane: string;
  readonly fill?: MarkFill;
  readonly size?: number;
}) {
  const fill = props.fill ?? "happened";
  return (
    <svg
      className={classNames("mark", `mark-${fill}`, `lane-${props.lane}`)}
      viewBox="0 0 14 14"
      width={props.size ?? 13}
      height={props.size ?? 13}
      aria-hidden="true"
    >
      <path d={OUTLINES[props.shape]} />
      {fill === "refused" && <path className="mark-slash" d="M2.2 12.2 12.2 1.8" />}
    </svg>
  );
}
