import { text } from "../messages/current.ts";
import { OPERATIONS_PARTS, pages, SHOP_PARTS } from "../path-builder.ts";

/** A screen, as masthead, bottom bar and command palette name it. */
export interface Place {
  readonly name: string;
  /** Where the bottom bar has no room for the name. */
  readonly shortName?: string;
  readonly href: string;
  /** Addresses that belong to it. */
  readonly begins: RegExp;
  /** What waits there for a person is counted. */
  readonly counts?: "orderNumbers" | "replays";
}

const find = {
  name: text.nav.find,
  href: pages.find(),
  begins: /^\/(?:$|(?:transactions|orders|quotes|payments|objects)\/|(?:gift-cards|licenses)\/.)/,
};
const live = { name: text.nav.live, href: pages.live(), begins: /^\/live/ };
const orderNumbers: Place = {
  name: text.nav.orderNumbers,
  shortName: text.nav.orderNumbersShort,
  href: pages.orderNumbers(),
  begins: /^\/order-numbers/,
  counts: "orderNumbers",
};
const replays: Place = {
  name: text.nav.replays,
  href: pages.replays(),
  begins: /^\/replays/,
  counts: "replays",
};

/** What is read, what the shop's operators work on, and what keeps the service going. */
export const PLACE_GROUPS: readonly (readonly Place[])[] = [
  [find, live, { name: text.nav.flow, href: pages.flow(), begins: /^\/flow/ }],
  [
    orderNumbers,
    { name: text.nav.giftCards, href: pages.giftCards(), begins: /^\/gift-cards\/?$/ },
    { name: text.nav.licenses, href: pages.licenses(), begins: /^\/licenses\/?$/ },
    replays,
    { name: text.nav.shop, href: pages.shop(), begins: /^\/shop/ },
  ],
  [
    { name: text.nav.incidents, href: pages.incidents(), begins: /^\/incidents/ },
    { name: text.nav.operations, href: pages.operations(), begins: /^\/operations/ },
  ],
];

/** Under the thumb, where the masthead has no room. */
export const THUMB_PLACES: readonly Place[] = [find, live, orderNumbers, replays];

/** Every screen and part of a screen. */
export const ALL_PLACES: readonly { readonly name: string; readonly href: string }[] = [
  ...PLACE_GROUPS.flat(),
  ...SHOP_PARTS.slice(1).map((part) => ({
    name: `${text.nav.shop}: ${text.nav.shopParts[part]}`,
    href: pages.shop(part),
  })),
  ...OPERATIONS_PARTS.slice(1).map((part) => ({
    name: `${text.nav.operations}: ${text.nav.operationsParts[part]}`,
    href: pages.operations(part),
  })),
];
