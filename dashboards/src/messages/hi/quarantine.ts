import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";

export const quarantine: Messages["quarantine"] = {
  title: "क्वारंटीन",
  heading: "क्वारंटीन",
  explain:
    "वे इनपुट जो रिकॉर्ड नहीं बन सके, पूरे रखे हुए। हर खुली मद उत्तरों को आंशिक बनाती है, क्योंकि वह उनसे संबंधित हो सकती है।",
  status: "स्थिति",
  open: "खुले",
  resolved: "सुलझे",
  dismissed: "खारिज",
  source: "स्रोत",
  allSources: "सभी स्रोत",
  list: "क्वारंटीन के इनपुट, नए पहले",
  facts: (n) =>
    n === 0 ? "कोई इनपुट खुला नहीं है।" : `${count(n)} इनपुट ${n === 1 ? "खुला है" : "खुले हैं"}।`,
  retryAll: {
    act: "सब फिर पढ़ें…",
    heading: (source) =>
      source === undefined ? "हर खुली मद फिर पढ़ें?" : `${source} की हर खुली मद फिर पढ़ें?`,
    effect:
      "हर मद जैसी है वैसी फिर पढ़ी जाती है, एक के बाद एक, पुरानी पहले। जो अब पढ़ी जा सके वह रिकॉर्ड बनती है और मद सुलझ जाती है; जो न पढ़ी जा सके वह खुली रहती है। हर प्रयास मद के साथ दर्ज होता है।",
    confirm: "सब फिर पढ़ें",
    listing: "खुली मदों की सूची बन रही है…",
    progress: (done, all) => `${count(all)} में से ${count(done)} फिर पढ़ी गईं:`,
    outcome: (accepted, still) => `${count(accepted)} स्वीकृत, ${count(still)} अब भी पढ़ने योग्य नहीं।`,
    stop: "रोकें",
    stopped: "रोका गया।",
    done: "पूरा हुआ।",
    none: "कुछ खुला नहीं है।",
  },
  columns: {
    item: "मद",
    when: "क्वारंटीन में",
    source: "स्रोत",
    reason: "क्या गलत है",
    size: "आकार",
  },
  empty: {
    open: "क्वारंटीन में कुछ नहीं है। हर इनपुट रिकॉर्ड बना।",
    other: "इस स्थिति की कोई मद नहीं।",
    source: (source) => `${source} की इस स्थिति वाली कोई मद नहीं।`,
  },
  bytes: (n) => `${count(n)} बाइट`,
  retries: (n) => `${n} बार फिर पढ़ा गया`,
  place: (index) => `अपने अनुरोध की मद ${count(index + 1)}`,
  content: "इनपुट, अक्षरशः; फिर पढ़ने के लिए यहाँ सुधारें",
  contentClosed: "इनपुट, अक्षरशः",
  notText: "यह इनपुट UTF-8 पाठ नहीं है। इसे जैसा है वैसा फिर पढ़ा या खारिज किया जा सकता है।",
  retryAsIs: "जैसा है फिर पढ़ें",
  retryCorrected: "सुधरा हुआ फिर पढ़ें",
  retried: (accepted, quarantined) =>
    quarantined > 0
      ? "अब भी पढ़ने योग्य नहीं। कारण साथ में है; मद खुली रहती है।"
      : `स्वीकृत: ${count(accepted)} रिकॉर्ड। मूल इनपुट रखा रहता है।`,
  dismiss: "खारिज करें…",
  dismissHeading: (itemId) => `${itemId} खारिज करें?`,
  dismissEffect:
    "इसके कारण उत्तर अब आंशिक नहीं रहते। इनपुट स्वयं रखा रहता है; कुछ नहीं मिटता। आपका कारण इसके साथ दर्ज होता है।",
  dismissReason: "कारण",
  dismissConfirm: "मद खारिज करें",
  note: "दिया गया कारण",
  positions: "इस रूप में दर्ज",
  reasons: {
    undecodable: "डिकोड नहीं हो सका",
    oversized: "बहुत बड़ा",
    "id-conflict": "वही ID, अलग सामग्री",
    "invalid-event": "मान्य घटना नहीं",
    "invalid-time": "असंभव समय",
    "torn-tail": "क्रैश पर कटा हुआ",
  },
  select: "देखने के लिए कोई मद चुनें।",
};
