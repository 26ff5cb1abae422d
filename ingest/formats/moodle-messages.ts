/** Known messages are short; patterns are not tried on texts that could make them slow. */
const MESSAGE_CHARACTERS_MAX = 4096;

/** What a message of the Moodle shop says. */
export interface MoodleMeaning {
  readonly type: string;
  readonly level?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A known message: named groups of the pattern become attributes, beside the component. */
interface MoodleMessageRule {
  readonly pattern: RegExp;
  readonly type: string;
  readonly component: string;
  readonly level?: string;
}

/** The shop's messages whose step is known. White space around the colon and at line wraps varies. */
export const MOODLE_MESSAGE_RULES: readonly MoodleMessageRule[] = [
  {
    pattern: /^Test Processing\s*:\s*paying$/u,
    type: "payment.requested",
    component: "Test Processing",
  },
  {
    pattern: /^Test Interactive\s*:\s*Payment Success$/u,
    type: "payment.captured",
    component: "Test Interactive",
  },
  {
    pattern:
      /^Production Controller\s*:\s*Full production starting from (?<fromState>\S+?)\s*\.*$/u,
    type: "fulfillment.started",
    component: "Production Controller",
  },
  {
    pattern: /^Prepay Production Error\s*:\s*No handler for (?<handler>\S+)$/u,
    type: "fulfillment.handlerMissing",
    component: "Prepay Production",
    level: "error",
  },
  {
    pattern: /^Production Controller\s*:\s*Post Pay process$/u,
    type: "trace.recorded",
    component: "Production Controller",
  },
  {
    pattern: /^Production Controller\s*:\s*Transaction Complete Operations$/u,
    type: "order.completed",
    component: "Production Controller",
  },
  {
    // The sample has no colon after the component: "Production Controller\nWarning: …".
    pattern: /^Production Controller\s*:?\s*Warning\s*:.*$/u,
    type: "warning.recorded",
    component: "Production Controller",
    level: "warning",
  },
];

/** A component before a colon, as in "Production Controller: …", with the severity some of them carry. */
const COMPONENT =
  /^(?<component>[A-Z][\p{L}\p{N}_/-]*(?: [\p{L}\p{N}_/-]+){0,4}?)(?: (?<severity>Error|Warning))?\s*:(?:\s|$)/u;

/** The typed event of a message whose lines are joined by single spaces; unknown ones are `trace.recorded`. */
export function readMoodleMessage(message: string): MoodleMeaning {
  if (message.length > MESSAGE_CHARACTERS_MAX) return { type: "trace.recorded", attributes: {} };
  for (const { pattern, type, component, level } of MOODLE_MESSAGE_RULES) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const attributes = { component, ...match.groups };
    return level === undefined ? { type, attributes } : { type, level, attributes };
  }
  const groups = COMPONENT.exec(message)?.groups;
  const component = groups?.["component"];
  const level = groups?.["severity"]?.toLowerCase();
  return {
    type: "trace.recorded",
    ...(level !== undefined && { level }),
    attributes: component === undefined ? {} : { component },
  };
}
