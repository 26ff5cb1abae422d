import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { agree, counted, more, times } from "./words.ts";

const products = (n: number) => counted(n, "produkt", "produkty", "produktů");
const customers = (n: number) => counted(n, "zákazník", "zákazníci", "zákazníků");

/** What stands in every dialog that asks for a change. */
const recorded = (...types: readonly string[]) =>
  `Zaznamená se: shop.changeRequested s vaším jménem${types.map((type) => `, potom ${type} od obchodu`).join("")}.`;

export const shop: Messages["shop"] = {
  parts: "Části obchodu",
  records: "Záznamy",
  recordedAs: "Kdo žádal, je zaznamenáno jako",

  away: {
    notConfigured: {
      heading: "Žádný obchod není nastaven",
      explain:
        "Tato stránka ovládá obchod jeho vlastními operacemi. Sdělte službě, kde je výloha obchodu a jaké je heslo jeho operátora, a spusťte ji znovu:",
      command:
        "TRACEWELL_SHOP_URL=http://127.0.0.1:7412\nTRACEWELL_SHOP_PASSWORD=(text souboru shop-data/operator-password)",
      also: "V souboru tracewell.config.json jsou to shopUrl a shopPassword. Příkaz „tracewell shop“ spustí referenční obchod.",
    },
    unavailable: {
      heading: "Obchod neodpovídá",
      explain: "Možná je zastaven, nebo má jinou adresu (shopUrl). Dotazem se nic nezměnilo.",
    },
    forbidden: {
      heading: "Obchod službu nezná",
      explain:
        "Heslo operátora, které služba má (shopPassword), není heslem tohoto obchodu. To je v souboru operator-password v adresáři obchodu.",
    },
    unknown: {
      heading: "Tento obchod to nenabízí",
      explain:
        "Obchod odpovídá, ale operace pro tuto stránku nemá. Možná je to jiný obchod než referenční, nebo starší.",
    },
    rest: "Vše, co obchod dosud sdělil, je v záznamech: ostatní stránky odpovídají jako vždy.",
  },

  stored: {
    fetchedAt: "Naposledy načteno",
    never: "Dosud nenačteno.",
    filter: "Filtr",
    nothingLike: (words) => `Nic zde neobsahuje „${words}“.`,
  },
  products: {
    heading: "Produkty",
    list: "Produkty, které obchod prodává",
    count: products,
    columns: {
      code: "Kód",
      family: "Řada",
      description: "Popis",
      kind: "Prodává se jako",
      price: "Cena",
      quantityMin: "Min. množství",
      packaging: "Balení",
    },
    kinds: {
      license: "Licence",
      giftCard: "Dárková karta",
      course: "Kurz",
      physical: "Zboží",
    },
    priceNote: "Ceny jsou v měně jednotlivých prodejen.",
    empty:
      "Tabulka produktů byla přečtena a nic neobsahuje. Načtěte produkty z katalogu a obchod může prodávat.",
    fetch: "Načíst z katalogu…",
    fetchHeading: "Načíst produkty z katalogu?",
    fetchEffect:
      "Produkty se ukládají pod svými kódy: nové se přidají, známé převezmou hodnoty katalogu. Produkty, které katalog už neuvádí, zůstanou.",
    fetchVerb: "Načíst produkty",
    fetched: (all, added, changed) =>
      `Načteno: ${products(all)}, z toho ${counted(added, "nový", "nové", "nových")} a ${counted(changed, "změněný", "změněné", "změněných")}.`,
    clear: "Odebrat vše…",
    clearHeading: (n) => `Odebrat všechny produkty (${count(n)})?`,
    clearEffect:
      "Obchod nic neprodává, dokud se produkty znovu nenačtou. Zadané objednávky zůstanou, jak jsou.",
    clearVerb: "Odebrat všechny produkty",
    cleared: (n) => `Odebráno: ${products(n)}.`,
    fetchRecord: recorded("catalog.synchronized"),
    clearRecord: recorded("catalog.emptied"),
  },
  customers: {
    heading: "Zákazníci",
    list: "Zákazníci, které obchod zná z CRM",
    count: customers,
    columns: {
      account: "Účet",
      name: "Jméno",
      points: "Věrnostní body",
      payment: "Platba",
      updatedAt: "Načteno",
    },
    points: (n) => counted(n, "bod", "body", "bodů"),
    hasPaid: "Zaplatil",
    hasNotPaid: "Bez zaznamenané platby",
    masked: "chráněno",
    nameNote: "Jména jsou osobní údaje: zůstávají v obchodě.",
    empty: "Tabulka zákazníků byla přečtena a nic neobsahuje. Načtěte zákazníky z CRM.",
    fetch: "Načíst z CRM…",
    fetchHeading: "Načíst zákazníky z CRM?",
    fetchEffect:
      "Zákazníci se ukládají pod svými účty: noví se přidají, známí převezmou hodnoty z CRM. Zákazníci, které CRM už neuvádí, zůstanou.",
    fetchVerb: "Načíst zákazníky",
    fetched: (all, added, changed) =>
      `Načteno: ${customers(all)}, z toho ${counted(added, "nový", "noví", "nových")} a ${counted(changed, "změněný", "změnění", "změněných")}.`,
    clear: "Odebrat vše…",
    clearHeading: (n) => `Odebrat všechny zákazníky z CRM (${count(n)})?`,
    clearEffect:
      "Vrátí se, až se znovu načtou z CRM. Účty, které si zákazníci založili v obchodě, zůstanou, jak jsou.",
    clearVerb: "Odebrat všechny zákazníky",
    cleared: (n) => `Odebráno: ${customers(n)}.`,
    fetchRecord: recorded("customers.synchronized"),
    clearRecord: recorded("customers.emptied"),
  },

  clock: {
    heading: "Hodiny obchodu",
    speed: (factor) =>
      factor === 1 ? "běží v reálném čase" : `běží ${times(factor)} rychleji než reálný čas`,
    noSpeed: "běží tak, jak jsou řízeny",
    set: "Nastavit rychlost…",
    dialog: "Jak rychle mají hodiny obchodu běžet?",
    field: "Sekund obchodu za sekundu",
    bounds: (min, max) => `Od ${count(min)} do ${count(max)}.`,
    wrong: (min, max) => `Zadejte číslo od ${count(min)} do ${count(max)}.`,
    effect:
      "Těmito hodinami se v obchodě řídí vše: lhůty, doby platnosti licencí, úlohy, zákazníci. Zaznamenané časy předbíhají reálný čas, dokud běží rychleji; nikdy se nevracejí.",
    record: recorded("trace.recorded"),
    verb: "Nastavit rychlost",
    done: (factor) =>
      factor === 1
        ? "Hodiny běží v reálném čase."
        : `Hodiny běží ${times(factor)} rychleji než reálný čas.`,
  },

  tasks: {
    heading: "Plánovač",
    list: "Úlohy, od té, která poběží nejdříve",
    count: (n) => counted(n, "úloha", "úlohy", "úloh"),
    columns: {
      task: "Úloha",
      recurrence: "Opakování",
      next: "Příští běh",
      last: "Poslední běh",
      state: "Stav",
    },
    states: { waiting: "Čeká", running: "Běží", paused: "Pozastavena", done: "Hotovo" },
    due: "Na řadě",
    recurrences: {
      once: "Jednou",
      hourly: "Každou hodinu",
      daily: "Každý den",
      weekly: "Každý týden",
      cron: "Výraz cron",
    },
    outcomes: { success: "Hotovo", failure: "Selhala", unknown: "Není znám", missed: "Zmeškána" },
    noNext: "Žádný",
    noLast: "Bez zaznamenaného běhu",
    shifts: {
      skipped: "Místní čas tuto hodinu v daný den přeskočí: úloha poběží v první minutě poté.",
      twice: "Místní čas tuto hodinu v daný den ukáže dvakrát: úloha poběží poprvé.",
    },
    empty: "Plán byl přečten a neobsahuje žádnou úlohu. Obchod pak sám nic nedělá.",
    facts: {
      id: "ID úlohy",
      calls: "Volá",
      source: "Zdroj",
      first: "První běh",
      recurrence: "Opakování",
      next: "Příští běh",
      last: "Poslední běh",
      reason: "Důvod",
      data: "Data",
    },
    onWall: (zone) => `místního času v pásmu ${zone}`,
    pause: "Pozastavit…",
    pauseHeading: (name) => `Pozastavit ${name}?`,
    pauseEffect:
      "Nepoběží, dokud nebude obnovena. Běhy, na které mezitím přijde čas, se nepočítají jako zmeškané; rozběhnutý běh doběhne do konce.",
    pauseVerb: "Pozastavit úlohu",
    paused: (name) => `Úloha ${name} je pozastavena.`,
    resume: "Obnovit…",
    resumeHeading: (name) => `Obnovit ${name}?`,
    resumeEffect:
      "Poběží znovu od svého příštího času. Jediný běh, na který mezitím přišel čas, se provede hned.",
    resumeVerb: "Obnovit úlohu",
    resumed: (name) => `Úloha ${name} znovu běží.`,
    remove: "Odebrat…",
    removeHeading: (name) => `Odebrat ${name} z plánu?`,
    removeEffect: "Už nepoběží. Rozběhnutý běh doběhne do konce.",
    removeVerb: "Odebrat úlohu",
    removed: (name) => `Úloha ${name} byla odebrána z plánu.`,
    pauseRecord: recorded("task.paused"),
    resumeRecord: recorded("task.resumed"),
    removeRecord: recorded("task.removed"),
    gone: "Taková úloha v plánu není. Možná byla odebrána, nebo už proběhla.",
    add: "Přidat úlohu…",
  },
  newTask: {
    heading: "Přidat úlohu",
    app: "Aplikace",
    calls: (host, url) => `Volá ${url} na ${host}.`,
    time: (zone) => `První běh, v pásmu ${zone}`,
    recurrence: "Opakování",
    cron: "Výraz cron o pěti polích",
    cronExample: "0 6 * * 1-5",
    timeMissing: "Zadejte datum a čas na minutu.",
    cronMissing: "Zadejte výraz cron.",
    record: recorded("task.scheduled"),
    verb: "Přidat úlohu",
    done: (name) => `Úloha ${name} byla zařazena do plánu.`,
    rules: "Jak úlohy běží",
    ruleList: [
      "Po výpadku plánovače se hned provede poslední zmeškaný běh, není-li starší než jedna perioda své úlohy (den u úlohy, která běží jednou); ostatní se zaznamenají jako zmeškané.",
      "Kde místní čas dobu úlohy přeskočí, běží v první minutě poté; kde ji ukáže dvakrát, běží poprvé. Hodinové úlohy běží jednou v každé hodině, která uplyne.",
      "Úloha neběží, dokud trvá její předchozí běh; úloha, která selže, nezastaví ostatní.",
      "Běhy, na které přijde čas, když je úloha pozastavena, se nepočítají jako zmeškané.",
    ],
  },

  simulator: {
    heading: "Simulátor",
    customers: "Zákazníci",
    nobody: "Nikdo sám nepřichází.",
    coming: (n) =>
      `Za hodinu ${agree(n, "sám přijde", "sami přijdou", "samo přijde")} ${customers(n)}.`,
    until: "Do",
    arrived: (n) =>
      n === 0
        ? "Od otevření obchodu nikdo nepřišel."
        : `Od otevření obchodu ${agree(n, "přišel", "přišli", "přišlo")} ${count(n)}.`,
    start: "Nechat přicházet zákazníky…",
    change: "Změnit…",
    dialog: "Kolik zákazníků má přicházet?",
    field: "Zákazníků za hodinu",
    bounds: (max) => `Od 1 do ${count(max)}, podle hodin obchodu, po jeden jejich den.`,
    wrong: (max) => `Zadejte celé číslo od 1 do ${count(max)}.`,
    startEffect:
      "Prohlížejí si, nakupují, platí, ruší a vracejí jako v simulaci, přes výlohu obchodu. Každý jejich krok se zaznamená jako u každého jiného prodeje.",
    startVerb: "Nechat přicházet",
    started: (n) =>
      `Od této chvíle za hodinu ${agree(n, "sám přijde", "sami přijdou", "samo přijde")} ${customers(n)}.`,
    stop: "Zastavit…",
    stopHeading: "Nenechat přicházet další zákazníky?",
    stopEffect: "Kdo je v obchodě, dokončí, co má rozdělané. Na prodaném se nic nemění.",
    stopVerb: "Zastavit zákazníky",
    stopped: "Další zákazníci sami nepřicházejí.",
    customersRecord: recorded("trace.recorded"),
    faults: "Závady",
    faultsExplain:
      "Co se záměrně pokazí, každá závada svou mírou: podílem příležitostí, při kterých nastane. Co nastane, je pro obchod skutečné a zůstává v záznamech.",
    list: "Závady, které mohou nastat",
    shown: "Zobrazené závady",
    show: { all: "Vše", on: "Zapnuté", off: "Vypnuté" },
    on: (n, all) => `zapnuto ${count(n)} z ${count(all)} závad`,
    columns: {
      fault: "Závada",
      what: "Co se pokazí",
      findings: "Vede k",
      rate: "Míra",
      usual: "Obvyklá",
      struck: "Nastala",
    },
    noFinding: "žádné zjištění",
    percent: (words) => `${words} %`,
    percentSign: "%",
    turn: (name) => `${name}: nastává`,
    rateOf: (name) => `${name}: míra v procentech`,
    allOn: "Zapnout vše s obvyklou mírou",
    allOff: "Vypnout vše",
    noneShown: "Žádná závada není zobrazena: zvolte jiné, nebo zrušte filtr.",
    changes: (n) => counted(n, "nepoužitá změna", "nepoužité změny", "nepoužitých změn"),
    wrongRates: "Míry jsou čísla od 0 do 100.",
    apply: "Použít…",
    discard: "Zahodit",
    applyHeading: (n) => `Změnit míru ${counted(n, "závady", "závad", "závad")}?`,
    applyEffect: "Od této chvíle nastávají touto mírou. Co nastalo dřív, zůstává, jak je.",
    fromTo: (from, to) => `z ${from} % na ${to} %`,
    more,
    applyVerb: "Změnit míry",
    applied: (n) => `Míra ${counted(n, "závady", "závad", "závad")} byla změněna.`,
    faultsRecord: recorded("trace.recorded"),
  },
};
