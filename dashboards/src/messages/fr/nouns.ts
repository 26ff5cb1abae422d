import { events } from "./events.ts";

const FEMININE: ReadonlySet<string> = new Set([
  "transaction",
  "order",
  "giftCard",
  "license",
  "invoice",
  "task",
]);
const FEMININE_NAMES: ReadonlySet<string> = new Set(
  [...FEMININE].map((type) => events.objectTypes[type] ?? type),
);

export const objectName = (type: string): string => events.objectTypes[type] ?? type;

export const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** `une commande`, from its type. */
export const oneOf = (type: string): string =>
  `${FEMININE.has(type) ? "une" : "un"} ${lowered(objectName(type))}`;

/** `la commande`, from its type. */
export const theOne = (type: string): string =>
  `${FEMININE.has(type) ? "la" : "le"} ${lowered(objectName(type))}`;

/** `cette commande`, from its type. */
export const thisOne = (type: string): string =>
  `${FEMININE.has(type) ? "cette" : "ce"} ${lowered(objectName(type))}`;

/** `une commande`, from its name. */
export const oneNamed = (name: string): string =>
  `${FEMININE_NAMES.has(name) ? "une" : "un"} ${lowered(name)}`;

/** For `toutes les commandes`, `tous les paniers`. */
export const isFeminine = (type: string): boolean => FEMININE.has(type);
