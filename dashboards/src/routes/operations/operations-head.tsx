import "./operations.css";
import { PageHead } from "../../components/page-head.tsx";
import { PageParts } from "../../components/page-parts.tsx";
import { text } from "../../messages/current.ts";
import { OPERATIONS_PARTS, pages } from "../../path-builder.ts";
import type { OperationsPart } from "../../path-builder.ts";

/** Head of a part of Operations: its name, facts and acts, and the way to the other parts. */
export function OperationsHead(props: {
  readonly part: OperationsPart;
  /** Inputs that wait in quarantine, where an answer told it. */
  readonly quarantined?: number | undefined;
  readonly children?: React.ReactNode;
  readonly actions?: React.ReactNode;
}) {
  const { quarantined = 0 } = props;
  return (
    <>
      <PageHead title={text.nav.operationsParts[props.part]} actions={props.actions}>
        {props.children}
      </PageHead>
      <PageParts
        label={text.operations.parts}
        parts={OPERATIONS_PARTS.map((part) => ({
          href: pages.operations(part),
          name: (
            <>
              {text.nav.operationsParts[part]}
              {part === "quarantine" && quarantined > 0 && (
                <b className="operations-open"> {text.common.count(quarantined)}</b>
              )}
            </>
          ),
        }))}
      />
    </>
  );
}
