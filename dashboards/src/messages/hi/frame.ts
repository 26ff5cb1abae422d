import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { events } from "./events.ts";

export const nav: Messages["nav"] = {
  main: "मुख्य",
  short: "मुख्य, संक्षिप्त",
  skip: "सामग्री पर जाएँ",
  find: "खोज",
  live: "लाइव",
  flow: "प्रवाह",
  orderNumbers: "ऑर्डर नंबर",
  orderNumbersShort: "नंबर",
  giftCards: "गिफ़्ट कार्ड",
  licenses: "लाइसेंस",
  replays: "रीप्ले",
  shop: "दुकान",
  incidents: "प्रकरण",
  operations: "संचालन",
  more: "और",
  moreLabel: "और स्क्रीन",
  toDecide: (n) => `${n} देखने योग्य`,
  operationsParts: {
    sources: "स्रोत",
    quarantine: "क्वारंटीन",
    storage: "भंडारण और स्वास्थ्य",
    exports: "निर्यात",
  },
  shopParts: {
    products: "उत्पाद",
    customers: "ग्राहक",
    scheduler: "शेड्यूलर",
    simulator: "सिम्युलेटर",
  },
  home: "Tracewell, खोज",
};

export const view: Messages["view"] = {
  zone: "दिखाए समय का समय क्षेत्र",
  utc: "UTC",
  local: "स्थानीय",
  theme: "थीम",
  auto: "स्वतः",
  light: "हल्की",
  dark: "गहरी",
  language: "भाषा",
};

export const common: Messages["common"] = {
  close: "बंद करें",
  cancel: "रद्द करें",
  copy: "कॉपी करें",
  copied: "कॉपी हुआ",
  copyFailed: "ब्राउज़र ने क्लिपबोर्ड की अनुमति नहीं दी। पाठ चुनकर कॉपी करें।",
  retry: "फिर कोशिश करें",
  clear: "साफ़ करें",
  loading: "पढ़ा जा रहा है…",
  more: "और",
  notKnown: "ज्ञात नहीं",
  none: "कोई नहीं",
  period: "।",
  record: "रिकॉर्ड",
  of: (objectType) => events.objectTypes[objectType] ?? objectType,
  sentence: (words) => words.charAt(0).toUpperCase() + words.slice(1),
  records: (n) => `${count(n)} रिकॉर्ड`,
  count,
};

export const coverage: Messages["coverage"] = {
  label: "यह उत्तर किससे बना",
  complete: "पूर्ण",
  live: "लाइव",
  partial: "आंशिक",
  none: "अभी कोई उत्तर नहीं",
  readThrough: (through, head) => `${count(head)} में से ${count(through)} तक पढ़ा`,
  quarantined: (n) => (n === 0 ? "इस उत्तर के लिए क्वारंटीन में 0" : `क्वारंटीन में ${count(n)} खुले`),
  ledgers: (names) => `${names.length === 1 ? "बही" : "बहियाँ"} ${names.join(", ")}`,
  why: "आंशिक क्यों",
  answeredAt: "उत्तर का समय",
  readAgain: "फिर पढ़ें",
};

export const problem: Messages["problem"] = {
  heading: "कोई उत्तर नहीं",
  safe: "जो दर्ज हुआ वह सुरक्षित है: पढ़ने से कुछ नहीं बदलता।",
  code: (code) => `कोड ${code}`,
  offline: "सेवा से उत्तर नहीं आया।",
  offlineHint: "सेवा रुकी हो सकती है, या उसके और इस ब्राउज़र के बीच नेटवर्क बंद है।",
  shownIs: "पिछला उत्तर दिखाया है, समय",
  unexpected: (status) => `सेवा ने बिना कारण के स्थिति ${status} लौटाई।`,
  pageFailed: "यह पृष्ठ अपना उत्तर नहीं दिखा सका।",
  notFoundPage: "इस पते पर कोई पृष्ठ नहीं है।",
  toFind: "खोज पर जाएँ",
};

export const signIn: Messages["signIn"] = {
  heading: "यह ब्राउज़र साइन इन नहीं है",
  explain: "पृष्ठ सामान्यतः बंद रहते हैं। जो सेवा चलाता है वह एक बार का साइन-इन लिंक बना सकता है, आपके लिए भी:",
  command: "tracewell sign-in",
  ended:
    "यह ब्राउज़र अब साइन इन नहीं है। नया लिंक माँगें (tracewell sign-in), उसे दूसरे टैब में खोलें, फिर दोबारा कोशिश करें।",
  afterwards:
    "लिंक इसी ब्राउज़र में खोलें; वह एक बार चलता है। फिर इस पते पर लौटें: आप जो देख रहे थे वह यहीं रहेगा।",
  retry: "साइन इन हो गया, फिर कोशिश करें",
  refused: "इस सत्र को यहाँ पढ़ने का अधिकार नहीं है। अधिक अधिकारों वाले लिंक से साइन इन करें।",
};

export const help: Messages["help"] = {
  heading: "कीबोर्ड",
  button: "कुंजियाँ",
  single: "एक अक्षर की कुंजियाँ",
  singleExplain: "किसी फ़ील्ड में टाइप करते समय हमेशा बंद।",
  keys: [
    { keys: ["/"], does: "खोज: बॉक्स पर जाएँ" },
    { keys: ["j", "k"], does: "अगली और पिछली पंक्ति या संभावित ID" },
    { keys: ["Enter"], does: "पंक्ति या संभावित ID खोलें" },
    { keys: ["o", "O"], does: "उसी ID का अगला और पिछला रिकॉर्ड" },
    { keys: ["e", "E"], does: "अगली और पिछली समस्या" },
    { keys: ["1–9"], does: "संभावित ID चुनें" },
    { keys: ["c"], does: "ID कॉपी करें" },
    { keys: ["r"], does: "ID अक्षर-अक्षर पढ़कर सुनाएँ" },
    { keys: ["x"], does: "जो दिखाया है उसे निर्यात करें" },
    { keys: ["d"], does: "खुले रीप्ले का ड्राई रन" },
    { keys: ["Space"], does: "लाइव सूची रोकें या चालू करें" },
    { keys: ["a", "f"], does: "लाइव: कॉलम जोड़ें, ID का अनुसरण करें" },
    { keys: ["←", "→"], does: "लाइव: बाएँ और दाएँ का कॉलम" },
    { keys: ["Ctrl", "K"], does: "कमांड" },
    { keys: ["Esc"], does: "बंद करें, या साफ़ करें" },
    { keys: ["?"], does: "यह सहायता" },
  ],
};

export const palette: Messages["palette"] = {
  heading: "कमांड",
  placeholder: "कमांड या ID टाइप करें",
  nothing: "ऐसा कोई कमांड नहीं।",
  findText: (text) => `“${text}” खोजें`,
  goTo: (screen) => `${screen} पर जाएँ`,
  themeLight: "थीम: हल्की",
  themeDark: "थीम: गहरी",
  themeAuto: "थीम: सिस्टम जैसी",
  zoneUtc: "समय UTC में",
  zoneLocal: "समय स्थानीय क्षेत्र में",
  help: "कीबोर्ड सहायता",
  share: "इस दृश्य का लिंक कॉपी करें",
  print: "यह दृश्य प्रिंट करें",
  language: (name) => `भाषा: ${name}`,
};
