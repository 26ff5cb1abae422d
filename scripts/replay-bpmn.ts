import { type BpmnElement, BpmnModdle } from "bpmn-moddle";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import type {
  Box,
  Diagram,
  DiagramFlow,
  DiagramNode,
  NodeKind,
} from "#shop/replay/drawing/diagram.ts";

const BPMN_TYPES: Readonly<Record<NodeKind, string>> = {
  start: "StartEvent",
  end: "EndEvent",
  failure: "EndEvent",
  question: "ExclusiveGateway",
  throw: "IntermediateThrowEvent",
  catch: "IntermediateCatchEvent",
  timer: "IntermediateCatchEvent",
  task: "ServiceTask",
};

/** ISO 8601, as BPMN tools expect it; a shop may be set otherwise. */
const SYNCHRONIZATION = `PT${DEFAULT_SETTINGS.synchronizationMs / 1_000}S`;

const moddle = new BpmnModdle();
const failure = moddle.create("bpmn:Error", { id: "replay-failed", name: "Replay failed" });

/** The process as a BPMN 2.0 document, each element where the diagram has it. */
export async function replayBpmn({ nodes, flows }: Diagram): Promise<string> {
  const elements = new Map(nodes.map((node) => [node.id, flowNode(node)]));
  const sequence = flows.map((flow) => sequenceFlow(flow, elements));
  const process = moddle.create("bpmn:Process", {
    id: "replay",
    name: "Replay of an uncertain order",
    isExecutable: false,
    flowElements: [...elements.values(), ...sequence],
  });
  const shapes = nodes.map((node) => shape(node, elementOf(elements, node.id)));
  const edges = flows.map((flow, index) => edge(flow, sequence[index]));
  const plane = moddle.create("bpmndi:BPMNPlane", {
    id: "replay-plane",
    bpmnElement: process,
    planeElement: [...shapes, ...edges],
  });
  const definitions = moddle.create("bpmn:Definitions", {
    id: "replay-definitions",
    targetNamespace: "urn:tracewell:replay",
    rootElements: [failure, process],
    diagrams: [moddle.create("bpmndi:BPMNDiagram", { id: "replay-diagram", plane })],
  });
  return (await moddle.toXML(definitions, { format: true })).xml;
}

function flowNode({ id, kind, name, label, decision }: DiagramNode): BpmnElement {
  const branch = label?.branch;
  const definition = eventDefinition(kind, id, decision === null ? "" : name);
  return moddle.create(`bpmn:${BPMN_TYPES[kind]}`, {
    id,
    name: branch === undefined ? name : `${branch}: ${name}`,
    ...(definition !== null && { eventDefinitions: [definition] }),
  });
}

function eventDefinition(kind: NodeKind, id: string, name: string): BpmnElement | null {
  if (kind === "throw" || kind === "catch") {
    return moddle.create("bpmn:LinkEventDefinition", { id: `${id}-link`, name });
  }
  if (kind === "timer") {
    const duration = moddle.create("bpmn:FormalExpression", { body: SYNCHRONIZATION });
    return moddle.create("bpmn:TimerEventDefinition", {
      id: `${id}-timer`,
      timeDuration: duration,
    });
  }
  if (kind === "failure") {
    return moddle.create("bpmn:ErrorEventDefinition", { id: `${id}-error`, errorRef: failure });
  }
  return null;
}

function sequenceFlow(
  { id, from, to, name }: DiagramFlow,
  elements: ReadonlyMap<string, BpmnElement>,
): BpmnElement {
  const source = elementOf(elements, from.id);
  const target = elementOf(elements, to.id);
  const flow = moddle.create("bpmn:SequenceFlow", {
    id,
    sourceRef: source,
    targetRef: target,
    ...(name !== null && { name }),
  });
  listOf(source, "outgoing").push(flow);
  listOf(target, "incoming").push(flow);
  return flow;
}

function shape(node: DiagramNode, bpmnElement: BpmnElement): BpmnElement {
  return moddle.create("bpmndi:BPMNShape", {
    id: `${node.id}-shape`,
    bpmnElement,
    bounds: bounds(node.box),
    ...(node.kind === "question" && { isMarkerVisible: true }),
    ...(node.label !== null && {
      label: moddle.create("bpmndi:BPMNLabel", { bounds: bounds(node.label.box) }),
    }),
  });
}

/** Room for the name of a flow in the tool's own type. */
const FLOW_LABEL = { width: 90, height: 14 };

function edge(flow: DiagramFlow, bpmnElement: BpmnElement | undefined): BpmnElement {
  const { id, points, name, nameAt } = flow;
  const at = { x: nameAt.x, y: nameAt.y - FLOW_LABEL.height, ...sizeOf(name) };
  return moddle.create("bpmndi:BPMNEdge", {
    id: `${id}-edge`,
    bpmnElement,
    waypoint: points.map(({ x, y }) => moddle.create("dc:Point", { x, y })),
    ...(name !== null && {
      label: moddle.create("bpmndi:BPMNLabel", { bounds: bounds(at) }),
    }),
  });
}

function sizeOf(name: string | null): { width: number; height: number } {
  return name !== null && name.length < 5 ? { ...FLOW_LABEL, width: 20 } : FLOW_LABEL;
}

function bounds({ x, y, width, height }: Box): BpmnElement {
  return moddle.create("dc:Bounds", { x, y, width, height });
}

function elementOf(elements: ReadonlyMap<string, BpmnElement>, id: string): BpmnElement {
  const element = elements.get(id);
  if (element === undefined) throw new Error(`There is no node ${id}.`);
  return element;
}

function listOf(element: BpmnElement, property: string): unknown[] {
  const list = element.get(property);
  if (!Array.isArray(list)) throw new Error(`${element.$type} has no list ${property}.`);
  return list;
}
