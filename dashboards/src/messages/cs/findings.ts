import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { pluralForms } from "../plural-forms.ts";

const form = pluralForms("cs");

export const findings: Messages["findings"] = {
  severities: { critical: "Kritické", error: "Chyba", warning: "Varování", info: "Informace" },
  ruleVersion: (version) => `pravidlo v${version}`,
  provedBy: "Dokládá",
  moreProofs: (n) => `a ${count(n)} dalších`,
  on: "na",
  count: (n) =>
    n === 0
      ? "Žádné zjištění"
      : `${count(n)} ${form(n, { one: "zjištění", few: "zjištění", other: "zjištění" })}`,
  triage: {
    acknowledged: "Vzato na vědomí",
    explained: "Vysvětleno",
    assigned: "Přiděleno",
    reopened: "Znovu otevřeno",
  },
  triageBy: (by) => `kým: ${by}`,
  triageTo: (assignee) => `komu: ${assignee}`,
  newEvidence: "Týkají se ho záznamy, které přišly později.",
  titles: {
    "order.uncertain-unresolved": "Platba je nejistá příliš dlouho",
    "order.stuck": "Platba chybí příliš dlouho",
    "order.number-late": "Číslo objednávky použito pozdě",
    "order.number-reused": "Číslo objednávky použito dvakrát",
    "order.illegal-transition": "Pokračovala po svém konci",
    "fulfillment.handler-missing": "Pro koupené zboží chybí obsluha",
    "order.amount-mismatch": "Stržená částka se liší od objednávky",
    "payment.capture-order": "Strženo v jiném pořadí než v košíku",
    "stock.held-unpaid": "Zboží drženo bez zaplacení",
    "order.paid-not-delivered": "Zaplaceno, nedodáno",
    "order.delivered-not-paid": "Dodáno před zaplacením",
    "order.delivered-late": "Dodáno pozdě",
    "order.not-replicated": "Není v hlavní databázi",
    "order.account-missing": "Chybí účet zákazníka",
    "fulfillment.digital-delayed": "Digitální zboží čekalo na fyzické",
    "invoice.missing": "Chybí faktura",
    "invoice.not-separated": "Digitální a fyzické zboží na jedné faktuře",
    "mail.missing": "Chybí e-mail",
    "mail.bounced": "E-mail se vrátil",
    "mail.template-mismatch": "Šablona e-mailu a dotazník se liší",
    "license.duplicate": "Dvě licence na jeden řádek",
    "license.without-payment": "Licence bez platby",
    "license.missing": "Chybí licence",
    "license.renewal-of-unknown": "Obnova neznámé licence",
    "license.renewal-of-blocked": "Obnova zablokované licence",
    "gift-card.overdrawn": "Dárková karta přečerpána",
    "gift-card.double-capture": "Z dárkové karty strženo dvakrát",
    "gift-card.capture-without-authorization": "Z dárkové karty strženo bez autorizace",
    "gift-card.capture-exceeds-authorization": "Z dárkové karty strženo nad autorizaci",
    "gift-card.release-after-capture": "Autorizace uvolněna po stržení",
    "gift-card.refund-exceeds-captured": "Vráceno víc, než bylo strženo",
    "gift-card.refund-to-other-card": "Vráceno na jinou kartu",
    "gift-card.used-before-issue": "Dárková karta použita před vydáním",
    "gift-card.authorization-stale": "Autorizace zůstala otevřená",
    "payment.duplicate-capture": "Platba stržena dvakrát",
    "payment.capture-without-authorization": "Platba stržena bez autorizace",
    "payment.refund-exceeds-captured": "Vráceno víc, než bylo strženo",
    "payment.unanswered": "Žádost o platbu bez odpovědi",
    "replay.needless": "Přehrání nebylo potřeba",
    "replay.unpaid": "Přehrána nezaplacená objednávka",
    "replay.wrong-decision": "Přehrání rozhodnuto proti tabulce",
    "replay.mixed-pair": "Přehrání smíchalo dokumenty dvou řádků",
    "replay.key-before-info": "Přehrání načetlo klíč před objednávkou",
    "replay.unverified": "Přehrání neověřeno",
    "time.undetermined-order": "Není doloženo, co bylo dřív",
    "time.recorded-late": "Zaznamenáno pozdě",
    "time.impossible-zone": "Místní čas dvojznačný nebo nemožný",
  },
  otherTitle: (rule) => {
    const words = rule.replaceAll(/[.-]/g, " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  },
};
