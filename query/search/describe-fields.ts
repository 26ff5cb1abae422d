import { FACET_FIELDS } from "../statistics/count-facets.ts";
import type { SearchFieldAnswer } from "../answers/search-field-answers.ts";
import { findField, SEARCH_FIELDS, type SearchFieldName } from "./search-fields.ts";

/** What a field finds, and a term with it. */
const WORDS = {
  type: ["The event type; `payment.*` is all of a family.", "type:payment.declined"],
  tx: ["The transaction ID.", "tx:TU80WKRYTI9QUMJ4"],
  order: ["An order, by number or foreign ID.", "order:100000047"],
  quote: ["A cart, with or without an order number.", "quote:7001"],
  giftCard: ["A gift card, by its account.", "giftCard:FA421309036590"],
  license: ["A license, by its LN ID.", "license:LN167587246"],
  payment: ["A payment at a gateway.", "payment:P-KOHY6SP4FATZKJ"],
  customer: ["A customer whom a record is about, or who acted.", "customer:42"],
  source: ["The source that sent the record.", "source:shop"],
  outcome: ["How it ended.", "outcome:failure"],
  level: ["How grave the sender called it.", "level:error"],
  amount: ["An amount in minor units, so 64.00 EUR is 6400.", "amount:>=6400"],
  currency: ["The currency of the amount.", "currency:EUR"],
  time: ["When it occurred.", "time:>now-1d"],
  reason: ["Words of the reason that was given.", "reason:insufficient"],
  message: ["Words of the message.", 'message:"sales manager"'],
  unattributed: ["Records without a transaction ID, or words of why.", "unattributed:true"],
  actor: ["Who acted, by ID, type, or both.", "actor:customer:42"],
  attributes: ["A field of the sender's own, by its path.", "attributes.gateway:gateway-b"],
  invoice: ["An invoice.", "invoice:INV-100000047-D"],
  product: ["A product, by its code.", "product:SOFT-01"],
  task: ["A task of the scheduler.", "task:get_products"],
  replay: ["A replay of an uncertain order.", "replay:replay-1NKKRBN900ID"],
  mail: ["A mail that was sent or failed.", "mail:mail-ZEXRO1QGVJZR"],
  incident: ["An incident file.", "incident:INC-1"],
} as const satisfies Readonly<Record<SearchFieldName, readonly [string, string]>>;

/** Values of fields that have few. */
const VALUES: Partial<Readonly<Record<SearchFieldName, readonly string[]>>> = {
  unattributed: ["true", "false"],
};

/** Every field of the search language, for documents and for the completion of what is typed. */
export function describeFields(): SearchFieldAnswer[] {
  return Object.entries(WORDS).flatMap(([written, [description, example]]) => {
    const name = findField(written);
    const kind = name === null ? undefined : SEARCH_FIELDS.get(name);
    if (name === null || kind === undefined) return [];
    const values = [...(VALUES[name] ?? [])];
    return [{ name, kind, description, example, values, isCounted: FACET_FIELDS.includes(name) }];
  });
}
