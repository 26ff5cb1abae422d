// Writes docs/events.md from the catalog: `node scripts/generate-event-docs.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AttributeDefinition,
  type EventType,
  OBJECT_ROLES,
  OBJECT_TYPES,
} from "#domain/events/catalog/event-type.ts";
import { DELIVERY_EVENTS } from "#domain/events/catalog/delivery-events.ts";
import { INCIDENT_EVENTS } from "#domain/events/catalog/incident-events.ts";
import { OPERATION_EVENTS } from "#domain/events/catalog/operation-events.ts";
import { SALE_EVENTS } from "#domain/events/catalog/sale-events.ts";

export const EVENT_DOCS_FILE = join(import.meta.dirname, "..", "docs", "events.md");

const INTRODUCTION = `# Event types

<!-- Made by scripts/generate-event-docs.ts from domain/events/catalog; do not edit. -->

The types this release knows; \`GET /api/v1/event-types\` answers the same as JSON. Events of any other type are
taken as well: a dotted camelCase name in the past tense, such as \`basket.shared\`. An event that differs from its
type here is taken too, and \`GET /api/v1/events/{ref}\` says how it differs under \`catalogNotes\`.

Every event carries \`type\` and \`time\` (RFC 3339 UTC with three decimals), those of a visit its \`transactionId\`.
Objects stand in \`objects: [{type, id, role?}]\`, the rest under \`attributes\`. An amount is
\`{minor, currency}\`: integer minor units and an ISO 4217 code.

In the tables what is optional ends in \`?\`, and an object's role stands after it in brackets. Attributes are text
unless their kind is named. **Secret** and **personal** ones are written as ciphertext, shown as masks, and found
by their exact value alone.
`;

const SECTIONS = [
  { title: "Sale", eventTypes: SALE_EVENTS },
  { title: "Delivery", eventTypes: DELIVERY_EVENTS },
  { title: "Operations", eventTypes: OPERATION_EVENTS.filter(({ reserved }) => !reserved) },
  { title: "Incidents", eventTypes: INCIDENT_EVENTS },
];

function code(text: string): string {
  return `\`${text}\``;
}

function objectsCell({ objects }: EventType): string {
  if (objects === "any") return "any";
  return objects
    .map(({ type, required, role }) => {
      const name = code(required ? type : `${type}?`);
      return role === undefined ? name : `${name} (${role})`;
    })
    .join(", ");
}

function attributeText({ name, kind, protection, values, fields }: AttributeDefinition): string {
  const facts = [
    ...(protection === undefined ? [] : [`**${protection}**`]),
    ...(values === undefined ? [] : [values.map(String).map(code).join(" / ")]),
    ...(kind === "string" || fields !== undefined ? [] : [kind]),
  ];
  const described = facts.length === 0 ? code(name) : `${code(name)}: ${facts.join(", ")}`;
  if (fields === undefined) return described;
  const inner = fields.map(attributeText).join("; ");
  return `${code(name)}: ${kind} of (${inner})`;
}

function besideCell({ amount, reason }: EventType): string {
  const fields = [
    ...(amount === "none" ? [] : [amount === "expected" ? "amount" : "amount?"]),
    ...(reason === "none" ? [] : [reason === "expected" ? "reason" : "reason?"]),
  ];
  return fields.map(code).join(", ");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function section({ title, eventTypes }: (typeof SECTIONS)[number]): string {
  const rows = eventTypes.map((eventType) => [
    code(eventType.type),
    eventType.description,
    objectsCell(eventType),
    eventType.attributes.map(attributeText).join("; "),
    besideCell(eventType),
  ]);
  return `## ${title}\n\n${table(["type", "means", "objects", "attributes", "beside them"], rows)}\n`;
}

function reservedSection(): string {
  const reserved = OPERATION_EVENTS.filter((eventType) => eventType.reserved);
  const rows = reserved.map(({ type, description }) => [code(type), description]);
  return `## Reserved\n\nNothing writes these yet.\n\n${table(["type", "will mean"], rows)}\n`;
}

function objectsSection(): string {
  const roles = Object.entries(OBJECT_ROLES).map(([role, means]) => [code(role), means]);
  return `## Objects

Types: ${OBJECT_TYPES.map(code).join(", ")}. A \`transaction\` is one visit, from the selection of a product on.

${table(["role", "means"], roles)}
`;
}

/** The page, as Markdown. */
export function eventDocs(): string {
  return [INTRODUCTION, ...SECTIONS.map(section), objectsSection(), reservedSection()].join("\n");
}

if (import.meta.main) writeFileSync(EVENT_DOCS_FILE, eventDocs());
