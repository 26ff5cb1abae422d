import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { events } from "./events.ts";
import { form } from "./plural.ts";

const objectName = (type: string) => events.objectTypes[type] ?? type;
const records = (n: number) => `${count(n)} रिकॉर्ड`;

/** What a rule of absence waits for. */
const awaited: Readonly<Record<string, string>> = {
  "license.missing": "लाइसेंस",
  "invoice.missing": "इनवॉइस",
  "mail.missing": "ईमेल",
  "order.paid-not-delivered": "डिलीवरी",
  "order.not-replicated": "मुख्य डेटाबेस में प्रति",
  "order.account-missing": "ग्राहक का खाता",
  "order.stuck": "भुगतान",
  "order.uncertain-unresolved": "भुगतान के संदेह का अंत",
  "payment.unanswered": "गेटवे का उत्तर",
  "gift-card.authorization-stale": "कैप्चर या मुक्ति",
  "replay.unverified": "रीप्ले की जाँच",
};

const withAmount = (words: string) => (amount: string | null) =>
  amount === null ? words : `${amount} ${words}`;

export const timeline: Messages["timeline"] = {
  title: (type, id) => `${objectName(type)} ${id}`,
  kind: (type, span, store) =>
    `${objectName(type)}, ${span}${store === null ? "" : `, स्टोर ${store}`}`,
  kindPlain: objectName,
  verdict: (state, findings, others) => {
    const own = findings.length === 0 ? "" : ` ${findings.join("; ")}।`;
    const elsewhere = others === 0 ? "" : ` इससे जुड़ी वस्तुओं पर ${count(others)} निष्कर्ष।`;
    return `${state}।${own}${elsewhere}`;
  },
  verdictPending: "आकलन बन रहा है…",
  verdictMissing: "कोई आकलन नहीं: सेवा ने उसे नहीं बनाया। रिकॉर्ड उसके बिना भी यथावत हैं।",
  stateSince: "इस समय से:",
  aliases: "अन्य ID",
  openFinding: "साक्ष्य और निर्णय",
  allFindings: (n) => `सभी ${count(n)}`,
  fewerFindings: "कम दिखाएँ",
  noFindingsExplain: "पढ़े गए पर कोई नियम लागू नहीं होता।",
  belongsWith: "इनसे जुड़ा",
  relatedFindings: (n) => `${count(n)} निष्कर्ष`,
  money: {
    ordered: "ऑर्डर राशि",
    captured: "कैप्चर",
    refunded: "रिफ़ंड",
    invoiced: "इनवॉइस राशि",
    issued: "जारी",
    balance: "शेष",
    authorized: "अधिकृत",
    available: "उपलब्ध",
    requested: "अनुरोधित",
  },
  views: {
    label: "दृश्य",
    records: "रिकॉर्ड",
    states: "स्थितियाँ",
    narrative: "वृत्तांत",
    compare: "तुलना",
  },
  moment: {
    asOf: "इस समय की स्थिति",
    knownAt: "तब ज्ञात",
    now: "अब",
    heading: { asOf: "जैसा था", knownAt: "जैसा ज्ञात था" },
    explain: {
      asOf: "केवल वह जो इस मिलीसेकंड तक हुआ। समय-सीमाएँ इसी पर आँकी जाती हैं।",
      knownAt: "केवल वह जो तब तक दर्ज था, उसी क्षण पर आँका गया।",
    },
    slider: {
      asOf: "इस समय की स्थिति, हर रिकॉर्ड के समय पर ठहराव",
      knownAt: "तब ज्ञात, दर्ज होने के हर समय पर ठहराव",
    },
    exact: "ठीक समय, UTC",
    apply: "वहाँ जाएँ",
    toNow: "अब पर लौटें",
    bad: "यह समय नहीं है। इसे ऐसे लिखते हैं: 2026-03-08T01:58:49.507Z।",
    leftOut: {
      asOf: (left, all) =>
        left === 0
          ? `सभी ${records(all)} तब तक हो चुके थे।`
          : `${count(all)} में से ${records(left)} बाद में हुए और छोड़े गए:`,
      knownAt: (left, all) =>
        left === 0
          ? `सभी ${records(all)} तब तक दर्ज थे।`
          : `${count(all)} में से ${records(left)} बाद में दर्ज हुए; उनमें जो है वह ज्ञात नहीं था:`,
    },
    moreLeftOut: (n) => `और ${count(n)}`,
    nothing: "इस क्षण पर इसका कोई रिकॉर्ड नहीं बचता।",
    nothingWhy: {
      asOf: "इसका पहला रिकॉर्ड बाद में हुआ। जो दर्ज नहीं हुआ उसके बारे में यह कुछ नहीं कहता।",
      knownAt: "इसका पहला रिकॉर्ड बाद में दर्ज हुआ। जो हो चुका था उसके बारे में यह कुछ नहीं कहता।",
    },
  },
  own: {
    account: "समय के साथ खाता",
    chain: "नवीकरण की शृंखला",
    decision: "रीप्ले का निर्णय करें",
  },
  missing: "नहीं मिला",
  due: {
    overdue: (rule) => [awaited[rule] ?? rule, " अब तक अपेक्षित; ", "दर्ज नहीं"] as const,
    open: (rule) => [awaited[rule] ?? rule, " तब तक अपेक्षित; ", "समय-सीमा बाकी"] as const,
    noRecord: "कोई नहीं",
  },
  outcomes: {
    "payment.captured": withAmount("कैप्चर"),
    "payment.declined": () => "अस्वीकृत",
    "payment.released": () => "मुक्त",
    "payment.refunded": withAmount("रिफ़ंड"),
    "payment.timedOut": () => "उत्तर नहीं",
    "giftCard.captured": withAmount("कैप्चर"),
    "giftCard.released": () => "मुक्त",
    "giftCard.refunded": withAmount("रिफ़ंड"),
    "license.blocked": () => "अवरुद्ध",
    "license.expired": () => "समाप्त",
  },
  stayed: {
    state: (type, id, state) => `${objectName(type)} ${id} की स्थिति “${state}” रही।`,
    numberHeld: (quote, order) => `नंबर ${order} कार्ट ${quote} के पास रहा।`,
    owed: (rules) => `अब भी देय: ${rules.map((rule) => awaited[rule] ?? rule).join(", ")}।`,
  },
  facts: (n, took, longest) =>
    `${took === null ? "" : `${took} में `}${records(n)}${longest === null ? "।" : `; सबसे लंबी प्रतीक्षा ${longest}।`}`,
  factsRefused: (n) => `${n} ${n === 1 ? "रिकॉर्ड" : "रिकॉर्डों"} में अस्वीकृति या विफलता दर्ज है।`,
  moreObjects: (n) => `और ${count(n)}`,
  readAloud: "पढ़कर सुनाएँ",
  allRecords: "सूची के रूप में",
  share: "लिंक कॉपी करें",
  shared: "लिंक कॉपी हुआ",
  print: "प्रिंट करें",
  overview: (lanes) =>
    `सिंहावलोकन, ${lanes} ${form(lanes, { one: "लेन", other: "लेनें" })}। हर प्रतीक्षा अपनी लंबाई के लघुगणक पर बनी है।`,
  waitsAtLog: "प्रतीक्षाएँ लघुगणक पर",
  thisId: "यह ID",
  recordsIn: (n, took) => `${took} में ${records(n)}`,
  columns: {
    time: (zone) => `समय, ${zone}`,
    since: "पिछले से",
    lanes: "वस्तुएँ",
    what: "क्या हुआ",
    type: "प्रकार",
    seq: "रिकॉर्ड",
  },
  records: (type) => `${objectName(type)} के रिकॉर्ड`,
  sameMs: "वही ms",
  sameMsExplain: "दूसरे स्रोत का वही मिलीसेकंड: पहले क्या हुआ, यह प्रमाणित नहीं।",
  gap: "बिना किसी रिकॉर्ड के।",
  gapAfterDue: "अपेक्षित समय से, बिना किसी रिकॉर्ड के।",
  gapOpen: "इस बीच क्या दर्ज हुआ?",
  gapClose: "बंद करें",
  gapOther: (n) =>
    n === 0
      ? "इस समय में किसी स्रोत ने कुछ नहीं लिखा: वे मौन या अनुपलब्ध रहे हो सकते हैं।"
      : `इस समय में ${count(n)} अन्य रिकॉर्ड लिखे गए।`,
  gapShow: "उन्हें दिखाएँ",
  gapFromTo: (from, to) => `${from} से ${to} तक`,
  more: "और रिकॉर्ड",
  nearby: (n) => `आस-पास बिना ID के ${n} रिकॉर्ड`,
  nearbyExplain: "इनमें ID नहीं है। ये यहाँ के हो सकते हैं; इस समयरेखा का भाग नहीं हैं।",
  before: (wait) => `${wait} पहले`,
  after: (wait) => `${wait} बाद`,
  within: "इसके भीतर",
  notKnown: "ज्ञात नहीं",
  unknown: {
    order: (at) => `${at} के रिकॉर्डों में पहले कौन-सा हुआ: वे अलग स्रोतों के हैं।`,
    silence: (gap) => `बिना रिकॉर्ड के ${gap} में क्या हुआ। रिकॉर्ड न होने का अर्थ यह नहीं कि कुछ नहीं हुआ।`,
    late: "इस उत्तर के बाद और कुछ लिखा गया या नहीं। देखने के लिए फिर पढ़ें।",
    partial: "बही के अपठित भाग या क्वारंटीन में इस ID का क्या है।",
    nearby: "आस-पास के बिना ID वाले रिकॉर्ड यहाँ के हैं या नहीं।",
  },
  notFound: "किसी रिकॉर्ड में यह ID नहीं।",
  notFoundWhy: (type) =>
    `इस ID, इसके अन्य ID और इसके नामों से ${objectName(type)} खोजा गया। “कोई रिकॉर्ड नहीं” का अर्थ यह नहीं कि वह है ही नहीं: हो सकता है उसका स्रोत यहाँ न लिखता हो।`,
  notFoundNext: "इसके निकट के ID खोजें",
  copyId: "कॉपी करें",
};

export const evidence: Messages["evidence"] = {
  label: "साक्ष्य",
  record: (seq) => `रिकॉर्ड ${seq}`,
  back: "पिछला",
  next: "अगला",
  occurred: "हुआ",
  recorded: "दर्ज",
  later: (wait) => `${wait} बाद`,
  earlier: (wait) => `इन घड़ियों के अनुसार होने से ${wait} पहले`,
  source: "स्रोत",
  line: (line) => `पंक्ति ${count(line)}`,
  byte: (offset) => `बाइट ${count(offset)}`,
  objects: "वस्तुएँ",
  actor: "कर्ता",
  amount: "राशि",
  outcome: "परिणाम",
  reason: "कारण",
  message: "संदेश",
  level: "स्तर",
  eventId: "घटना ID",
  trace: "ट्रेस",
  unattributed: "ID नहीं",
  raw: "मूल पाठ, अक्षरशः",
  rawNone: "स्रोत JSON था। सेवा जैसा उत्तर देती है, रिकॉर्ड वैसा यह है।",
  rawBytes: "UTF-8 नहीं: बाइट, base64 में",
  copyRaw: "मूल पाठ कॉपी करें",
  copyJson: "JSON कॉपी करें",
  showJson: "सभी फ़ील्ड",
  usedBy: "इनमें प्रयुक्त",
  through: "यहाँ क्यों है",
  throughObject: (type) => `${objectName(type)} के कारण`,
  around: (n) => `आस-पास के ${n} रिकॉर्ड`,
  aroundHeading: "बही में, इसके आस-पास",
  attributes: "गुण",
  schema: (version) => `स्कीमा ${version}`,
  protectedValue: "सुरक्षित",
};
