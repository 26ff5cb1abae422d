import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import type { NumberFacts } from "../en/order-numbers.ts";
import { count } from "../format-count.ts";

const quote = ({ quote: id }: OrderNumberAnswer) => (id === null ? "कोई कार्ट" : `कार्ट ${id}`);
const order = ({ order: id }: OrderNumberAnswer) => (id === null ? "कोई ऑर्डर" : `ऑर्डर ${id}`);
const reason = (number: OrderNumberAnswer) => (number.reason === null ? "" : `: ${number.reason}`);
const late = ({ lateMs }: OrderNumberAnswer) =>
  lateMs === null ? "" : `, आरक्षण के ${shortDuration(lateMs)} बाद`;
const named = (number: OrderNumberAnswer) => number.number ?? String(number.sequence);

function betweenNeighbors({ before, after }: NumberFacts): string {
  if (before?.reservedAt == null || after?.reservedAt == null) return "";
  const apartMs = Math.abs(Date.parse(after.reservedAt) - Date.parse(before.reservedAt));
  return ` ${named(before)} और ${named(after)} ${shortDuration(apartMs)} के अंतर पर आरक्षित हुए।`;
}

const WHY: Readonly<Record<Explanation, (facts: NumberFacts) => string>> = {
  unexplained: (facts) =>
    `किसी रिकॉर्ड में इसका नाम नहीं; क्वारंटीन का कोई इनपुट या ज्ञात रुकावट इसे स्पष्ट नहीं करती।${betweenNeighbors(facts)}`,
  "source-outage": (facts) =>
    `किसी रिकॉर्ड में इसका नाम नहीं। जब सूचना आनी थी तब मौन थे: ${facts.number.sources.join(", ")}।${betweenNeighbors(facts)}`,
  "in-quarantine": ({ number }) =>
    `किसी रिकॉर्ड में इसका नाम नहीं, पर क्वारंटीन के इनपुट ${number.quarantine.join(", ")} में यह पढ़ा जा सकता है।`,
  uncertain: ({ number }) =>
    `${order(number)} सहेजा गया, पर उसके भुगतान का उत्तर नहीं आया। भुगतान हुआ या नहीं, ज्ञात नहीं।`,
  declined: ({ number }) =>
    `${quote(number)}: भुगतान अस्वीकृत हुआ${reason(number)}। नंबर कार्ट के पास रहता है।`,
  "session-expired": ({ number }) => `${quote(number)} सत्र समाप्त होने पर खो गया, और उसके साथ नंबर भी।`,
  abandoned: ({ number }) =>
    number.reason === null
      ? `${quote(number)} के पास है; समय-सीमा से अधिक समय तक उसमें कुछ नहीं हुआ।`
      : `${quote(number)} के पास है; समय-सीमा से अधिक समय तक उसमें कुछ नहीं हुआ; पिछला भुगतान अस्वीकृत हुआ${reason(number)}।`,
  reserved: ({ number }) => `${quote(number)} के पास है। इसके अंतर्गत अभी कोई ऑर्डर नहीं आया।`,
  cancelled: ({ number }) => `${order(number)} ने इसे लिया और बाद में रद्द हुआ।`,
  "used-late": ({ number }) => `${order(number)} ने इसे देर से लिया${late(number)}।`,
  used: ({ number }) => `${order(number)} ने इसे लिया${late(number)}।`,
};

export const orderNumbers: Messages["orderNumbers"] = {
  title: "ऑर्डर नंबर",
  store: "स्टोर",
  storeName: (store) => `स्टोर ${store}`,
  range: (first, last) => `${first} से ${last}।`,
  unexplained: (n, of) => `${count(of)} में से ${count(n)} का कोई स्पष्टीकरण नहीं।`,
  allExplained: (of) => (of === 1 ? "इसका स्पष्टीकरण है।" : `सभी ${count(of)} का स्पष्टीकरण है।`),
  reading: (through) => `अब तक नंबर ${through} तक पढ़ा।`,
  readOn: "आगे पढ़ें",
  explanations: {
    unexplained: "अस्पष्ट",
    used: "उपयोग हुआ",
    "used-late": "देर से उपयोग",
    reserved: "आरक्षित",
    declined: "अस्वीकृत",
    "session-expired": "सत्र समाप्त",
    abandoned: "छोड़ा गया",
    cancelled: "रद्द",
    uncertain: "अनिश्चित",
    "in-quarantine": "क्वारंटीन में",
    "source-outage": "स्रोत की रुकावट",
  },
  why: (facts) => WHY[facts.number.explanation](facts),
  comeBack: {
    head: "क्या लौट सकता है",
    withQuote: (id) => `हाँ, कार्ट ${id} के साथ`,
    yes: "हाँ",
    never: "नहीं, कभी नहीं",
    used: "उपयोग हो चुका",
    inReplays: "रीप्ले में",
    notKnown: "ज्ञात नहीं",
  },
  filter: "केवल ये नंबर दिखाएँ",
  filterClear: "सब दिखाएँ",
  counting: "अभी गिना नहीं",
  strip: {
    number: "पट्टी का नंबर",
    onlyPart: (first, last) =>
      `पट्टी ${first} से ${last} तक दिखाती है। तालिका और “नंबर पर जाएँ” से सभी मिलते हैं।`,
    valueText: (number, state, why) => `${number}, ${state}। ${why}`,
    notRead: (number) => `${number}, पढ़ा जा रहा है`,
    lateUse: (number, after) => `${number} ${after} बाद उपयोग हुआ`,
    hint: "किसी नंबर पर संकेतक रखें, या तीर कुंजियों से पट्टी पर चलें। e अगले ऐसे नंबर पर जाता है जो सामान्य रूप से उपयोग नहीं हुआ।",
  },
  map: {
    label: "पूरा क्रम। क्लिक करने पर वहीं जाता है।",
  },
  jump: "नंबर पर जाएँ",
  jumpGo: "जाएँ",
  jumpUnknown: (first, last) => `इस क्रम में नहीं। यह ${first} से ${last} तक है।`,
  table: (shown) => `नंबर: ${shown}`,
  tableExceptions: "नंबर जो सामान्य रूप से उपयोग नहीं हुए, अस्पष्ट पहले",
  heads: {
    number: "नंबर",
    state: "स्थिति",
    why: "क्यों",
    comeBack: "क्या लौट सकता है",
    evidence: "रिकॉर्ड",
    since: "कब से",
  },
  noRecord: "कोई नहीं",
  facts: {
    reserved: "आरक्षित",
    used: "उपयोग हुआ",
    stored: "ऑर्डर सहेजा गया",
    after: "कितने बाद",
    since: "कब से",
    causes: "इस पर लागू सब कुछ",
    records: "रिकॉर्ड",
    order: "ऑर्डर",
    quote: "कार्ट",
    quarantine: "क्वारंटीन",
  },
  unknownStore: (store) => `कोई रिकॉर्ड स्टोर ${store} का नंबर नहीं बताता।`,
  emptyStores: "अभी किसी रिकॉर्ड में ऑर्डर नंबर नहीं है।",
  emptyStoresWhy: (through) =>
    `${count(through)} रिकॉर्ड पढ़े गए। नंबर order.numberReserved और order.placed प्रकार के उन रिकॉर्डों में होते हैं जिनमें स्टोर और क्रमांक हो।`,
  emptyExceptions: "हर नंबर बिना देरी उपयोग हुआ।",
  emptyFilter: "इस स्टोर का कोई नंबर इन प्रकारों का नहीं।",
  emptyWhy: (first, last) => `देखे गए: ${first} से ${last}।`,
  exportTable: "सूची के नंबर CSV में",
  csvHeads: [
    "store",
    "sequence",
    "number",
    "explanation",
    "causes",
    "why",
    "mayReturn",
    "order",
    "quote",
    "reservedAt",
    "usedAt",
    "since",
    "evidence",
  ],
};
