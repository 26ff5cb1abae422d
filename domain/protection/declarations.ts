/**
 * Which fields of an event hold personal data or spendable secrets, told by their names and, where a name
 * says too little (`code`, `name`, `number`), by the event they stand in.
 */
import type { AuditEvent } from "#domain/events/event.ts";
import { matchFieldName, type NameMeaning } from "./field-names.ts";
import type { ProtectionKind } from "./protected-value.ts";

/** Names a source's configuration adds; `clear` names a field that is harmless in this source. */
export interface DeclaredNames {
  readonly personal?: readonly string[];
  readonly secret?: readonly string[];
  readonly removed?: readonly string[];
  readonly clear?: readonly string[];
}

export interface Declarations {
  /**
   * What the field `key` holds, or null when it is harmless. `parent` is the nearest named field around it
   * (array positions do not count; `""` at the top of the event) and `holder` the object it stands in.
   */
  kindOf(key: string, parent: string, holder: object, event: AuditEvent): ProtectionKind | null;
  /** Whether the field is harmless whatever event and object it stands in. */
  isAlwaysClear(key: string): boolean;
}

/** Distinct field names remembered; producers may send any number of names, the memory for them is bounded. */
const NAMES_REMEMBERED_MAX = 4096;

/** Objects and actors whose `name` is a person's. */
const PERSON_TYPES = new Set([
  "contact",
  "customer",
  "employee",
  "guest",
  "operator",
  "person",
  "recipient",
  "user",
]);

/** Events about things, whose `name` is a thing's. */
const THING_EVENTS = new Set([
  "catalog",
  "customers",
  "export",
  "key",
  "ledger",
  "product",
  "source",
  "stock",
  "task",
]);

/** Fields whose inner `name` is a thing's. */
const THING_PARENTS = new Set([
  "app",
  "category",
  "country",
  "gateway",
  "handler",
  "item",
  "items",
  "line",
  "lineitems",
  "lines",
  "method",
  "module",
  "plugin",
  "product",
  "products",
  "queue",
  "service",
  "source",
  "store",
  "stores",
  "task",
  "template",
  "warehouse",
]);

/** Fields whose inner `code` or `number` is a spendable one. */
const SPENDABLE_PARENTS = /(?:card|cards|voucher|vouchers|license|licenses|licence|licences)$/i;

/** Meanings of field names for one source: the built-in ones and what its configuration adds. */
export function createDeclarations(added: DeclaredNames = {}): Declarations {
  const configured = new Map<string, NameMeaning>();
  for (const meaning of ["clear", "personal", "secret", "removed"] as const) {
    for (const name of added[meaning] ?? []) configured.set(name, meaning);
  }
  const remembered = new Map<string, NameMeaning>();

  function meaningOf(key: string): NameMeaning {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= NAMES_REMEMBERED_MAX) remembered.clear();
    const meaning = configured.get(key) ?? matchFieldName(key);
    remembered.set(key, meaning);
    return meaning;
  }

  return {
    isAlwaysClear: (key) => meaningOf(key) === "clear",
    kindOf(key, parent, holder, event) {
      const meaning = meaningOf(key);
      switch (meaning) {
        case "clear":
          return null;
        case "name":
          return isPersonName(parent, holder, event) ? "personal" : null;
        case "code":
          return isSpendable(parent, event) ? "secret" : null;
        case "number":
          return isCardNumber(parent, event) ? "secret" : null;
        default:
          return meaning;
      }
    },
  };
}

/** The meanings that hold for every source without a configuration of its own. */
export const DEFAULT_DECLARATIONS = createDeclarations();

function isPersonName(parent: string, holder: object, event: AuditEvent): boolean {
  if (parent === "objects" || parent === "actor") {
    return !("type" in holder) || PERSON_TYPES.has(String(holder.type));
  }
  if (THING_PARENTS.has(parent.toLowerCase())) return false;
  return !THING_EVENTS.has(event.type.slice(0, event.type.indexOf(".")));
}

function isSpendable(parent: string, event: AuditEvent): boolean {
  return (
    SPENDABLE_PARENTS.test(parent) || event.type.startsWith("license.") || concernsGiftCard(event)
  );
}

function isCardNumber(parent: string, event: AuditEvent): boolean {
  return /cards?$/i.test(parent) || event.type.startsWith("giftCard.");
}

/** Gift-card events, and payments made with a card: they name one, or say so in the method or gateway. */
function concernsGiftCard(event: AuditEvent): boolean {
  if (event.type.startsWith("giftCard.")) return true;
  if (event.objects?.some((object) => object.type === "giftCard") === true) return true;
  const { method, gateway, kind } = event.attributes ?? {};
  return [method, gateway, kind].some(
    (value) => typeof value === "string" && /gift[\s_-]*card/i.test(value),
  );
}
