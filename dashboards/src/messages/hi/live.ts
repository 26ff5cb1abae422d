import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { form } from "./plural.ts";

const records = (n: number) => `${count(n)} रिकॉर्ड`;
const problems = (n: number) => `${count(n)} ${form(n, { one: "समस्या", other: "समस्याएँ" })}`;

export const live: Messages["live"] = {
  title: "लाइव",
  heading: "लाइव सूची",
  filter: "फ़िल्टर, खोज वाली ही भाषा",
  filterOf: (place) => `कॉलम ${place} का फ़िल्टर, खोज वाली ही भाषा`,
  filterPlaceholder: "सभी रिकॉर्ड। जैसे type:payment.*",
  apply: "लागू करें",
  pause: "रोकें",
  resume: "चालू करें",
  paused: (n) => (n === 0 ? "रुका हुआ।" : `रुका हुआ; ${records(n)} प्रतीक्षा में।`),
  waiting: (n) => `${count(n)} प्रतीक्षा में`,
  reading: (n) =>
    `नीचे ${count(n)} ${n === 1 ? "नया" : "नए"} रिकॉर्ड। आप जो पढ़ रहे हैं वह अपनी जगह रहता है।`,
  toNewest: "सबसे नए पर",
  rate: (n) => `10 s में ${n.toFixed(1)}/s`,
  state: {
    connecting: "जुड़ रहा है…",
    open: "जुड़ा है",
    waiting: "संपर्क टूटा; फिर कोशिश जारी है। कुछ नहीं छूटता: जहाँ रुका वहीं से आगे बढ़ेगा।",
    closed: "रुका हुआ",
  },
  arrived: records,
  problems,
  most: (n) => `5 s में अधिकतम ${count(n)}`,
  dropped: (n) => `${count(n)} पुरानी पंक्तियाँ हटाई गईं; वे बही में हैं।`,
  gap: (n) => `${records(n)} नहीं दिखाए`,
  gapWhy: "यह ब्राउज़र धारा से धीमा था।",
  gapLoad: "उन्हें लोड करें",
  all: "सभी रिकॉर्ड",
  column: (place, filter) => `कॉलम ${place}: ${filter}`,
  columns: "कॉलम",
  add: "कॉलम जोड़ें",
  addFull: (max) => `${max} कॉलम दिख रहे हैं; और जोड़ने के लिए एक हटाएँ।`,
  remove: "हटाएँ",
  removeNamed: (filter) => `कॉलम ${filter} हटाएँ`,
  toProblem: (n) => `${problems(n)}; दिखाई पंक्तियों में अगली पर जाएँ`,
  noProblem: "दिखाई पंक्तियों में कोई समस्या नहीं।",
  followBeside: "इस ID का अनुसरण बगल में करें",
  followHere: "केवल इस ID का अनुसरण करें",
  empty: (since) => `${since} से कोई नया रिकॉर्ड ज्ञात नहीं हुआ।`,
  emptyFilter: (filter, since) => `${since} से ${filter} से मेल खाता कोई रिकॉर्ड ज्ञात नहीं हुआ।`,
  lastMinutes: "पिछले 5 मिनट दिखाएँ",
  stoppedByFilter: "एक फ़िल्टर पढ़ा नहीं जा सकता, इसलिए उसे सुधारने या हटाने तक किसी कॉलम में कुछ नहीं आता।",
  head: {
    time: (zone) => `समय, ${zone}`,
    id: "लेन-देन",
    what: "क्या हुआ",
    type: "प्रकार",
    seq: "रिकॉर्ड",
  },
  unattributed: "इस रिकॉर्ड में ID नहीं",
  rows: "लाइव रिकॉर्ड, पुराने पहले",
  chart: (words) =>
    `पिछले 5 मिनट के रिकॉर्ड, हर 5 सेकंड पर: ${words.rate}, ${words.most}, ${words.problems}।${words.unwatched ? " छायांकित भाग देखा नहीं गया।" : ""}`,
  chartFrom: "5 min पहले",
  chartUnwatched: "देखा नहीं गया",
  chartTo: "अब",
};
