import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { agree, counted, findingsCounted } from "./words.ts";

const licensesCounted = (n: number) => counted(n, "licence", "licence", "licencí");

export const licenses: Messages["licenses"] = {
  parts: "Části licencí",
  partNames: {
    deliveries: "Dodání",
    expiring: "Končící",
    renewals: "Obnovy",
    all: "Všechny licence",
  },
  opened: "Otevřená licence nebo objednávka",
  back: "Zpět na seznam",
  readAloud: "Přečíst nahlas",
  openTimeline: "Otevřít časovou osu",
  findingChoice: "Zjištění",
  anyFinding: "Jakékoli o licencích",
  deliveries: "Objednávky, jejichž licence nebyly dodány, jak měly",
  noDelivery: (finding) =>
    finding === null
      ? "Žádná objednávka nemá zjištění o svých licencích."
      : `Žádná objednávka nemá zjištění „${finding}“.`,
  noDeliveryNext:
    "Prohlédnuty byly všechny objednávky, po pozici uvedenou dole. Zvolte jiné zjištění, nebo si prohlédněte všechny licence.",
  spanChoice: "Končí do",
  spans: {
    "7d": "7 dnů",
    "30d": "30 dnů",
    "90d": "90 dnů",
    "365d": "1 roku",
  },
  expiring: "Licence, jejichž platnost brzy skončí",
  noExpiry: (span) => `Do ${span} neskončí platnost žádné licence.`,
  noExpiryNext: "Prohlédnuty byly všechny licence se známou platností. Zvolte delší dobu.",
  notRenewed: "obnova nezaznamenána",
  renewedBy: "obnovena licencí",
  renewals: "Řetězy obnov, od naposledy obnovených",
  noRenewal: "Žádný záznam nevytváří licenci, která obnovuje jinou.",
  noRenewalNext:
    "Hledány byly záznamy typu license.generated s hodnotou kind renewal, za celou dobu.",
  notInView: "bez vlastního záznamu",
  termsHead: (from, to) => `Platnosti, ${from} až ${to}; tečkovaně: nyní`,
  joints: {
    gap: (length) => `mezera ${length} mezi platnostmi`,
    overlap: (length) => `platnosti se překrývají o ${length}`,
    seamless: "navazuje bez mezery",
    notKnown: "předchozí platnost není známa",
  },
  stateChoice: "Stav",
  anyState: "Vše",
  all: "Licence, od naposledy dotčených",
  noLicense: "V tomto stavu není žádná licence.",
  noLicenseNext: "Prohlédnuty byly všechny licence, které záznamy uvádějí. Zvolte jiný stav.",
  noEnd: "konec není znám",
  columns: {
    order: "Objednávka",
    found: "Zjištěno",
    since: "Od",
    state: "Stav",
    stateSince: "V něm od",
    store: "Prodejna",
    amount: "Částka",
    license: "Licence",
    ends: "Končí",
    left: "Za",
    renewed: "Obnova",
    last: "Poslední záznam",
    records: "Záznamy",
    chain: "Řetěz",
    joint: "Platnosti",
    terms: "Platnosti v čase",
    renewedAt: "Obnoveno",
  },
  facts: {
    heading: "Fakta",
    counts: (states) => {
      const total = states.reduce((sum, one) => sum + one.count, 0);
      const parts = states.map((one) => `${one.state} ${count(one.count)}`).join(", ");
      return total === 0 ? "Žádný záznam neuvádí licenci." : `${licensesCounted(total)}: ${parts}.`;
    },
    product: "Produkt",
    kinds: { standard: "nová", renewal: "obnova" },
    order: "Objednávka",
    line: "Řádek objednávky",
    validFrom: "Platí od",
    validUntil: "Platí do",
    left: (length) => `zbývá ${length}`,
    ended: (length) => `skončila před ${length}`,
    noRecord: "bez záznamu",
    blocked: "Zablokována",
  },
  order: {
    lines: (n) =>
      n === 0
        ? "Není znám žádný její řádek, který prodává licenci"
        : `${counted(n, "řádek prodává", "řádky prodávají", "řádků prodává")} licence`,
    paid: "Zaplaceno",
    notPaid: "bez záznamu",
    renews: "Obnovuje",
    line: "řádek",
    noLicense: "Pro tento řádek nebyla zaznamenána žádná licence",
    made: (n) => `${agree(n, "vytvořena", "vytvořeny", "vytvořeno")} ${licensesCounted(n)}:`,
  },
  chain: {
    heading: (n) => `Řetěz ${counted(n, "licence", "licencí", "licencí")}`,
    alone: "Neobnovuje jinou licenci a žádná neobnovuje ji",
    noTerm: "platnost není známa",
    to: "až",
  },
  findings: (n) => (n === 0 ? "Žádná zjištění" : findingsCounted(n)),
  notKnown: "Není známo",
};
