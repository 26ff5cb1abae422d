import type { LoggedEvent } from "../events/shop-event.ts";

/** Tracewell tries its patterns on messages up to 4,096 characters; a trace is read by people. */
const MESSAGE_CHARACTERS_MAX = 1_000;

/** What is read as a component before a colon. */
const COMPONENT = /^[A-Z][A-Za-z0-9]*(?: [A-Za-z0-9]+){0,3}$/u;

/** Components whose messages mean more than text. */
const SPOKEN_FOR =
  /^(?:Production Controller|Prepay Production|Test Processing|Test Interactive)\b/u;

/** What a record says, in the two forms that traces have. */
export interface TraceMessage {
  /** Stands behind the transaction ID, on its line; without it the whole message is indented below. */
  readonly component?: string;
  /** White space in it is single spaces. */
  readonly text: string;
}

/**
 * How the Moodle shop says what an event tells. Steps that it has words for are said in these words, so that
 * they are read as the same type; the others as a component and a sentence, which stays `trace.recorded`.
 */
export function traceMessage(event: LoggedEvent): TraceMessage {
  return knownMessage(event) ?? otherMessage(event);
}

function knownMessage({ type, message, attributes }: LoggedEvent): TraceMessage | null {
  if (type === "payment.requested") return { text: "Test Processing: paying" };
  if (type === "payment.captured") return { text: "Test Interactive : Payment Success" };
  if (type === "order.completed") {
    return { component: "Production Controller:", text: "Transaction Complete Operations" };
  }
  if (type === "warning.recorded") {
    return { component: "Production Controller", text: clipped(`Warning: ${oneLine(message)}`) };
  }
  const component = attributes?.["component"];
  if (type === "trace.recorded" && typeof component === "string") {
    // Said in a component's own words already, as `Production Controller: Post Pay process`.
    const said = oneLine(message);
    const start = `${component}:`;
    if (said.startsWith(`${start} `)) {
      return { component: start, text: clipped(said.slice(start.length + 1)) };
    }
  }
  const state = word(attributes?.["fromState"]);
  if (type === "fulfillment.started" && state !== null) {
    const text = `Full production starting from ${state} ...`;
    return { component: "Production Controller:", text };
  }
  const handler = word(attributes?.["handler"]);
  if (type === "fulfillment.handlerMissing" && handler !== null) {
    return { component: "Prepay Production Error:", text: `No handler for ${handler}` };
  }
  return null;
}

/** `order.numberReserved` → `Order Number Reserved: …`, with the severity where there is one. */
function otherMessage(event: LoggedEvent): TraceMessage {
  const { level, message } = event;
  const severity = { info: [], warning: ["Warning"], error: ["Error"] }[level ?? "info"];
  const component = [componentOf(event), ...severity].join(" ");
  return { component: `${component}:`, text: clipped(oneLine(message)) };
}

/** Who speaks: as a text names it that is of no other type, else what the type says. */
function componentOf({ type, attributes }: LoggedEvent): string {
  const named = attributes?.["component"];
  const isNamed = typeof named === "string" && COMPONENT.test(named) && !SPOKEN_FOR.test(named);
  if (type === "trace.recorded" && isNamed) return named;
  return type
    .split(/[.]|(?=[A-Z])/u)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}

/** A value that can stand at the end of a message and be read from it again. */
function word(value: unknown): string | null {
  return typeof value === "string" && /^[^\s.]{1,200}$/u.test(value) ? value : null;
}

function oneLine(text: string): string {
  return text.split(/\s+/u).join(" ").trim();
}

function clipped(text: string): string {
  if (text.length <= MESSAGE_CHARACTERS_MAX) return text;
  return `${text.slice(0, MESSAGE_CHARACTERS_MAX - 1).trimEnd()}…`;
}
