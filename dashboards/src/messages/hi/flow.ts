import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { events } from "./events.ts";
import { typeName } from "./type-names.ts";

const objectName = (type: string) => events.objectTypes[type] ?? "वस्तु";
const objects = (type: string, n: number) => `${count(n)} ${objectName(type)}`;
const wait = (ms: number | null) => (ms === null ? "ज्ञात नहीं" : shortDuration(ms));
const times = (n: number) => `${count(n)} बार`;
const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
const step = (from: string, to: string) => `${typeName(from)} → ${typeName(to)}`;

export const flow: Messages["flow"] = {
  title: "प्रवाह",
  type: "वस्तुएँ",
  types: {
    order: "ऑर्डर",
    quote: "कार्ट",
    payment: "भुगतान",
    giftCard: "गिफ़्ट कार्ड",
    license: "लाइसेंस",
    replay: "रीप्ले",
    transaction: "लेन-देन",
  },
  store: "स्टोर",
  allStores: "सभी स्टोर",
  storeName: (store) => `स्टोर ${store}`,
  from: "पहला रिकॉर्ड इससे",
  to: "इससे पहले",
  wholeTime: "पूरा समय",
  objects,
  facts: (type, n) => `${objects(type, n)}।`,
  withFindings: (n, of) =>
    n === 0 ? "किसी पर निष्कर्ष नहीं।" : `${count(n)} पर निष्कर्ष (${percent(n / of)})।`,
  views: {
    label: "प्रवाह का क्या दिखाया है",
    map: "मानचित्र",
    steps: "सबसे धीमे चरण",
    variants: "रूपांतर",
    rates: "त्रुटि दरें",
    changes: "बदलाव",
  },
  activity: typeName,
  step,
  wait,
  percent,
  times,
  empty: "इस प्रकार की कोई वस्तु इस समय में शुरू नहीं हुई।",
  emptyWhy: (through) => `जीवन-चक्र के दृश्य में जो है वह सब देखा गया, रिकॉर्ड ${count(through)} तक।`,
  emptyNext: "लंबा समय, दूसरा स्टोर, या दूसरे प्रकार की वस्तु चुनें।",
  map: {
    label: "प्रक्रिया मानचित्र: किस घटना के ठीक बाद कौन-सी घटना आती है",
    as: "रूप",
    asMap: "चित्र",
    asTable: "तालिका",
    drawn: "चित्रित चरण",
    drawnOf: (n, of, share) =>
      `${count(of)} में से सबसे बारंबार ${count(n)}; ये उठाए सभी चरणों का ${percent(share)} हैं`,
    zoomIn: "बड़ा करें",
    zoomOut: "छोटा करें",
    zoomFit: "चौड़ाई में बैठाएँ",
    keys: "तीर कुंजियाँ चरणों पर चलाती हैं, Enter खोलता है, + और − बड़ा-छोटा करते हैं। खिसकाने के लिए खींचें; Ctrl और पहिए से बड़ा-छोटा होता है।",
    legend:
      "चौड़ी रेखाएँ अधिक बार आईं। रेखा पर: कितनी बार, आधों की अधिकतम प्रतीक्षा, 95% की अधिकतम प्रतीक्षा।",
    nodeShare: "वस्तुओं पर निष्कर्ष",
    nodeCount: times,
    nodeCountAgain: (n, again) => `${times(n)}, लगातार ${count(again)}`,
    edge: (n, p50Ms, p95Ms) =>
      p50Ms === p95Ms
        ? `${count(n)} · ${wait(p50Ms)}`
        : `${count(n)} · ${wait(p50Ms)} · ${wait(p95Ms)}`,
  },
  heads: {
    step: "चरण",
    count: "कितनी बार",
    median: "आधे, अधिकतम",
    p95: "95%, अधिकतम",
    p99: "99%, अधिकतम",
    longest: "सबसे लंबी",
    spread: "आधे से 95%, प्रतीक्षा के लघुगणक पर",
    findings: "निष्कर्ष सहित",
  },
  steps: {
    table: "चरण, सबसे धीमे पहले",
    explain: (type, n, p50Ms, p95Ms) =>
      `${objects(type, n)} में पहले से पिछले रिकॉर्ड तक आधों को अधिकतम ${wait(p50Ms)} लगे, 95% को ${wait(p95Ms)}। चरण उस प्रतीक्षा के क्रम में हैं जिसे 95% ने पार नहीं किया।`,
  },
  variants: {
    table: "कथाक्रम, सबसे बारंबार पहले",
    explain: (known, listed) =>
      known > listed
        ? `${count(known)} अलग कथाक्रम; सबसे बारंबार ${count(listed)} सूची में हैं।`
        : `${count(known)} अलग कथाक्रम।`,
    choose: "कोई कथाक्रम खोलें और देखें कि बाकी किन चरणों में उससे अलग हैं।",
    compared: "जो चरण खुले कथाक्रम में उस जगह नहीं हैं वे रेखांकित हैं।",
    head: "कथाक्रम",
    share: "हिस्सा",
    whole: "पहले से पिछले तक, आधे अधिकतम",
    inARow: (n) => `×${count(n)}`,
  },
  rates: {
    table: "कितनी बार कुछ विफल हुआ",
    explain: (bucket) =>
      `दिखाए समय में सभी स्टोरों के रिकॉर्डों से गिना, प्रति ${bucket}। पट्टियाँ अपनी पंक्ति के सबसे ऊँचे हिस्से के अनुपात में हैं।`,
    explainNone: "इस समय में कोई रिकॉर्ड नहीं।",
    heads: { rate: "क्या", share: "हिस्सा", counts: "रिकॉर्ड", over: "समय के साथ" },
    names: {
      declined: "अस्वीकृत भुगतान",
      unanswered: "भुगतान जिनका उत्तर नहीं आया",
      bounced: "लौटे ईमेल",
      handler: "बिना हैंडलर के उत्पादन",
      uncertain: "अनिश्चित ऑर्डर",
      cards: "अमान्य गिफ़्ट कार्ड",
      tasks: "विफल या छूटे कार्य",
      catalog: "अस्वीकृत कैटलॉग फ़ाइलें",
    },
    ofWhat: (part, whole) => `${count(whole)} में से ${count(part)}`,
    at: (when, part, whole) =>
      `${when}: ${count(whole)} में से ${count(part)} (${whole === 0 ? "कोई नहीं" : percent(part / whole)})`,
    peak: (when, share) => `अधिकतम ${percent(share)}, ${when}`,
  },
  changes: {
    table: "पिछली अवधि की तुलना में क्या बदला",
    needsPeriod: "बदलाव किसी अवधि के लिए दिखते हैं, उतनी ही लंबी पिछली अवधि की तुलना में।",
    needsPeriodNext: "अवधि चुनें: ऊपर के रिकॉर्डों पर खींचें, या दोनों तारीखें भरें।",
    compared: (days, now, before) => `${now}, पहले के ${days} की तुलना में: ${before}।`,
    none: "इन सीमाओं से अधिक कुछ नहीं बदला।",
    noneBefore: "पिछली अवधि में कोई वस्तु शुरू नहीं हुई, इसलिए तुलना के लिए कुछ नहीं।",
    thresholds: "क्या सूची में आता है",
    rules: (limits) => [
      `चरण जो हर अवधि की वस्तुओं के अनुपात में कम से कम ${limits.countFactor} गुना अधिक या कम आया, और किसी एक में ${count(limits.least)} बार या अधिक।`,
      `चरण जिसकी माध्यिका प्रतीक्षा कम से कम ${limits.waitFactor} गुना लंबी या छोटी हुई, दोनों में ${count(limits.least)} बार या अधिक।`,
      `सभी वस्तुओं के निष्कर्ष, यदि ${limits.sharePoints} अंक अधिक या कम हों; और किसी घटना की वस्तुओं के, यदि वे सभी की तुलना में ${limits.sharePoints} अंक अधिक बदले, दोनों में ${count(limits.least)} वस्तुएँ या अधिक।`,
      "चरण जो केवल एक अवधि में आए, उतनी ही बार।",
    ],
    kinds: {
      appeared: "नया",
      vanished: "नहीं रहा",
      count: "बारंबारता",
      wait: "प्रतीक्षा",
      findings: "निष्कर्ष",
    },
    heads: { kind: "प्रकार", what: "क्या", before: "पहले", now: "अब", change: "बदलाव" },
    perObjects: (n, of) => `${count(of)} में ${count(n)}`,
    factor: (factor) =>
      factor >= 1 ? `${factor.toFixed(1)} गुना अधिक` : `${(1 / factor).toFixed(1)} गुना कम`,
    waitFactor: (factor) =>
      factor >= 1 ? `${factor.toFixed(1)} गुना लंबी` : `${(1 / factor).toFixed(1)} गुना छोटी`,
    points: (points) => `${points > 0 ? "+" : "−"}${Math.abs(points * 100).toFixed(0)} अंक`,
    never: "कभी नहीं",
    all: (type) => `सभी ${events.objectTypes[type] ?? "वस्तुएँ"}`,
  },
  panel: {
    step: "चरण",
    event: "घटना",
    label: "इसके पीछे क्या है",
    taken: "कितनी बार",
    median: "आधों की प्रतीक्षा",
    p95: "95% की प्रतीक्षा",
    atMost: (ms) => (ms === null ? "ज्ञात नहीं" : `अधिकतम ${shortDuration(ms)}`),
    findings: "निष्कर्ष सहित",
    ofAll: (share, all) => `${percent(share)}; सभी वस्तुओं में ${percent(all)}`,
    objects: "वस्तुओं में",
    starts: "अपनी वस्तु में पहली",
    ends: "अब तक अंतिम",
    after: "इनके बाद आती है",
    before: "इसके बाद आते हैं",
    longest: "सबसे लंबी प्रतीक्षाएँ",
    longestOf: (listed, of) =>
      listed < of ? `${times(of)} में से सबसे लंबी ${count(listed)}` : times(of),
    hasFinding: "निष्कर्ष है",
    records: (type) => `प्रकार ${type} के सभी रिकॉर्ड`,
    notInPeriod: "इस अवधि में नहीं।",
    reading: "पढ़ा जा रहा है…",
  },
};
