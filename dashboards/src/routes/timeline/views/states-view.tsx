import "./view-section.css";
import "./states-view.css";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { lifecycleModelsAnswer } from "../../../api/timeline-views.ts";
import { stateName } from "../../../components/findings/state-name.ts";
import { LoadingLine } from "../../../components/loading-line.tsx";
import { ProblemView } from "../../../components/problem-view.tsx";
import { text } from "../../../messages/current.ts";
import { pages } from "../../../path-builder.ts";
import { useZone } from "../../../preferences/use-zone.ts";
import { placeStates } from "./layout-states.ts";
import { MilestoneTable } from "./milestone-table.tsx";
import { signalName } from "./model-names.ts";
import { ObligationTable } from "./obligation-table.tsx";
import { StateDiagram } from "./state-diagram.tsx";
import { nextWays, pathOf, takenPath, visitsOf } from "./state-path.ts";
import type { StateModel } from "./state-path.ts";
import { StateTable } from "./state-table.tsx";
import type { StatesProps, TimelineViewProps } from "./view-props.ts";

/** The state model of an object with the path it took, its stays, milestones, and what it owes. */
export function StatesView({ answer, address, onOpen }: TimelineViewProps) {
  const models = useQuery(lifecycleModelsAnswer());
  const { lifecycle } = answer;
  const model = models.data?.items.find(({ type }) => type === answer.object.type);
  const typeOf = useMemo(() => {
    const types = new Map(answer.timeline.map(({ reference, type }) => [reference, type]));
    return (reference: string) => types.get(reference);
  }, [answer.timeline]);
  if (lifecycle === undefined || model === undefined) {
    return (
      <section className="states-view">
        <LoadingLine isLoading={models.isPending || lifecycle === undefined} />
        {models.error !== null && (
          <ProblemView error={models.error} onRetry={() => void models.refetch()} />
        )}
      </section>
    );
  }
  return (
    <States
      lifecycle={lifecycle}
      model={model}
      typeOf={typeOf}
      opened={address.search.rec}
      hrefOf={(rec) => pages.object(address.type, address.id, { ...address.search, rec })}
      onOpen={onOpen}
    />
  );
}

function States(
  props: StatesProps & {
    readonly typeOf: (reference: string) => string | undefined;
    readonly hrefOf: (reference: string) => string;
  },
) {
  const { lifecycle, model, typeOf } = props;
  const zone = useZone();
  const isDown = useIsNarrow();
  const { type } = lifecycle.object;
  const visits = useMemo(() => visitsOf(lifecycle, model, typeOf), [lifecycle, model, typeOf]);
  const path = useMemo(() => pathOf(visits, model), [visits, model]);
  // Laying out takes some milliseconds; a key that moves the rows must not wait for it.
  const placed = useMemo(
    () => placeStates(isDown ? takenPath(path) : path, (state) => stateName(type, state), isDown),
    [path, type, isDown],
  );
  return (
    <section className="states-view" aria-label={text.views.states.label}>
      {visits.length === 0 ? (
        <p className="states-none">{text.views.states.none}</p>
      ) : (
        <figure className="states-figure" aria-label={text.views.states.diagram}>
          <StateDiagram
            type={type}
            path={placed}
            zone={zone}
            hrefOf={props.hrefOf}
            onOpen={props.onOpen}
          />
          <figcaption>
            <Legend />
            <Next state={lifecycle.state} model={model} />
            {path.away.length > 0 && (
              <p>
                <b>{text.views.states.away}</b>{" "}
                {path.away.map((state) => stateName(type, state)).join(", ")}
              </p>
            )}
          </figcaption>
        </figure>
      )}
      {visits.length > 0 && <StateTable {...props} visits={visits} />}
      <MilestoneTable {...props} />
      <ObligationTable {...props} />
    </section>
  );
}

function Legend() {
  const { legend } = text.views.states;
  return (
    <ul className="states-legend">
      <li className="taken">{legend.taken}</li>
      <li className="beside">{legend.beside}</li>
      <li className="wrong">{legend.wrong}</li>
    </ul>
  );
}

function Next({ state, model }: { readonly state: string; readonly model: StateModel }) {
  const ways = nextWays(state, model);
  const { type } = model;
  return (
    <p>
      <b>{text.views.states.next(stateName(type, state))}</b>{" "}
      {ways.length === 0
        ? text.views.states.nothingNext
        : [...Map.groupBy(ways, ({ to }) => to)]
            .map(([to, led]) =>
              text.views.states.nextWay(
                stateName(type, to),
                led
                  .map(({ signal }) => signalName(type, signal, model))
                  .filter((signal) => signal !== stateName(type, to)),
              ),
            )
            .join("; ")}
    </p>
  );
}

const NARROW = "(max-width: 700px)";

/** Where the path is drawn downwards. */
function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(NARROW).matches,
  );
}
