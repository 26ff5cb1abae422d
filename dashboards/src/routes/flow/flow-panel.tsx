import "../../components/evidence/evidence-drawer.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ProcessMap, StepObjects } from "#query/answers/process-answers.ts";
import { stepObjectsAnswer } from "../../api/flow.ts";
import type { FlowStep } from "../../api/flow.ts";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { useReturnedFocus } from "../../components/use-returned-focus.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { readActivity, readScope, readStep, stepText } from "./flow-search.ts";
import type { FlowSearch } from "./flow-search.ts";
import { ActivityName, StepName } from "./step-name.tsx";

/** What stands behind a step or an event: its figures, and the objects or steps it is made of. */
export function FlowPanel(props: {
  readonly search: FlowSearch;
  readonly map: ProcessMap;
  readonly onOpen: (what: string) => void;
  readonly onClose: () => void;
}) {
  const { search, map } = props;
  const step = readStep(search);
  const activity = readActivity(search);
  const panel = useRef<HTMLElement>(null);
  useShortcuts("panel", { Escape: props.onClose });
  useReturnedFocus();
  useEffect(() => {
    if (matchMedia("(max-width: 1180px)").matches) panel.current?.focus();
  }, []);
  return (
    <aside
      className="evidence flow-panel"
      aria-label={text.flow.panel.label}
      ref={panel}
      tabIndex={-1}
    >
      <header>
        <h2>{step === null ? text.flow.panel.event : text.flow.panel.step}</h2>
        <button type="button" className="button small" onClick={props.onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </header>
      {step !== null && <StepFacts step={step} search={search} map={map} />}
      {activity !== null && <ActivityFacts type={activity} map={map} onOpen={props.onOpen} />}
      <section>
        <p>
          <PageLink href={recordsHref(step?.to ?? activity ?? "", search)}>
            {text.flow.panel.records(step?.to ?? activity ?? "")}
          </PageLink>
        </p>
      </section>
    </aside>
  );
}

function recordsHref(type: string, { from, to }: FlowSearch): string {
  return pages.find({ q: `type:${type}`, as: "query", from, to });
}

function StepFacts(props: {
  readonly step: FlowStep;
  readonly search: FlowSearch;
  readonly map: ProcessMap;
}) {
  const { step, map } = props;
  const { panel } = text.flow;
  const follow = map.follows.find(({ from, to }) => from === step.from && to === step.to);
  return (
    <>
      <section>
        <p className="evidence-sentence">
          <StepName {...step} />
        </p>
        {follow === undefined ? (
          <p className="quiet">{panel.notInPeriod}</p>
        ) : (
          <dl className="flow-facts">
            <dt>{panel.taken}</dt>
            <dd>{text.flow.times(follow.count)}</dd>
            <dt>{panel.median}</dt>
            <dd>{panel.atMost(follow.p50Ms)}</dd>
            <dt>{panel.p95}</dt>
            <dd>{panel.atMost(follow.p95Ms)}</dd>
            <dt>{panel.findings}</dt>
            <dd>{panel.ofAll(follow.findingShare, map.withFindings / Math.max(1, map.objects))}</dd>
          </dl>
        )}
      </section>
      <Behind step={step} search={props.search} />
    </>
  );
}

function Behind(props: { readonly step: FlowStep; readonly search: FlowSearch }) {
  const answer = useQuery(stepObjectsAnswer(readScope(props.search), props.step));
  const { panel } = text.flow;
  return (
    <section>
      <h3>
        {panel.longest}
        {answer.data !== undefined && (
          <span className="quiet">
            {" "}
            {panel.longestOf(answer.data.items.length, answer.data.count)}
          </span>
        )}
      </h3>
      {answer.error !== null && <ProblemLine error={answer.error} />}
      {answer.data === undefined && answer.error === null && (
        <p className="quiet">{panel.reading}</p>
      )}
      {answer.data !== undefined && (
        <ol className="flow-behind">
          {answer.data.items.map((item) => (
            <Taken key={`${item.id} ${item.at}`} item={item} type={answer.data.type} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Taken(props: {
  readonly item: StepObjects["items"][number];
  readonly type: StepObjects["type"];
}) {
  const { item } = props;
  const zone = useZone();
  return (
    <li>
      <PageLink className="mono" href={pages.object(props.type, item.id)}>
        {item.id}
      </PageLink>
      <span className="flow-behind-wait">{exactDuration(item.waitMs)}</span>
      <span className="flow-behind-time">
        <TimeText iso={item.at} zone={zone} withDate />
      </span>
      {item.hasFinding && (
        <span className="flow-behind-finding">
          <SeverityMark severity="error" />
          {text.flow.panel.hasFinding}
        </span>
      )}
    </li>
  );
}

function ActivityFacts(props: {
  readonly type: string;
  readonly map: ProcessMap;
  readonly onOpen: (what: string) => void;
}) {
  const { type, map, onOpen } = props;
  const { panel } = text.flow;
  const activity = map.activities.find((one) => one.type === type);
  return (
    <>
      <section>
        <p className="evidence-sentence">
          <ActivityName type={type} />
        </p>
        <p className="event-type">{type}</p>
        {activity === undefined ? (
          <p className="quiet">{panel.notInPeriod}</p>
        ) : (
          <dl className="flow-facts">
            <dt>{panel.taken}</dt>
            <dd>{text.flow.times(activity.count)}</dd>
            <dt>{panel.objects}</dt>
            <dd>{text.flow.objects(map.type, activity.objects)}</dd>
            <dt>{panel.starts}</dt>
            <dd>{text.flow.objects(map.type, activity.starts)}</dd>
            <dt>{panel.ends}</dt>
            <dd>{text.flow.objects(map.type, activity.ends)}</dd>
            <dt>{panel.findings}</dt>
            <dd>
              {panel.ofAll(activity.findingShare, map.withFindings / Math.max(1, map.objects))}
            </dd>
          </dl>
        )}
      </section>
      <StepList
        heading={panel.after}
        steps={map.follows.filter(({ to }) => to === type)}
        nameOf={({ from }) => from}
        onOpen={onOpen}
      />
      <StepList
        heading={panel.before}
        steps={map.follows.filter(({ from }) => from === type)}
        nameOf={({ to }) => to}
        onOpen={onOpen}
      />
    </>
  );
}

function StepList(props: {
  readonly heading: string;
  readonly steps: ProcessMap["follows"];
  readonly nameOf: (step: ProcessMap["follows"][number]) => string;
  readonly onOpen: (what: string) => void;
}) {
  if (props.steps.length === 0) return null;
  return (
    <section>
      <h3>{props.heading}</h3>
      <ul className="flow-steps">
        {props.steps.map((step) => (
          <li key={stepText(step)}>
            <button type="button" onClick={() => props.onOpen(stepText(step))}>
              <ActivityName type={props.nameOf(step)} />
              <span>{text.flow.map.edge(step.count, step.p50Ms, step.p95Ms)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
