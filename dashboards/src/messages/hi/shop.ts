import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";

const products = (n: number) => `${count(n)} उत्पाद`;
const customers = (n: number) => `${count(n)} ग्राहक`;

const recorded = (...types: readonly string[]) =>
  `दर्ज होगा: आपके नाम के साथ shop.changeRequested${types.map((type) => `, फिर दुकान द्वारा ${type}`).join("")}।`;

const stored: Messages["shop"]["stored"] = {
  fetchedAt: "पिछली बार लाया गया",
  never: "कभी नहीं लाया गया।",
  filter: "फ़िल्टर",
  nothingLike: (words) => `यहाँ किसी में “${words}” नहीं है।`,
};

export const shop: Messages["shop"] = {
  parts: "दुकान के भाग",
  records: "रिकॉर्ड",
  recordedAs: "किसने कहा, इस रूप में दर्ज:",

  away: {
    notConfigured: {
      heading: "कोई दुकान स्थापित नहीं है",
      explain:
        "यह पृष्ठ दुकान को उसके अपने संचालन से चलाता है। सेवा को बताएँ कि दुकान कहाँ है और उसके संचालक का पासवर्ड क्या है, फिर उसे दोबारा शुरू करें:",
      command:
        "TRACEWELL_SHOP_URL=http://127.0.0.1:7412\nTRACEWELL_SHOP_PASSWORD=(shop-data/operator-password का पाठ)",
      also: "tracewell.config.json में ये shopUrl और shopPassword हैं। “tracewell shop” संदर्भ दुकान चलाता है।",
    },
    unavailable: {
      heading: "दुकान से उत्तर नहीं आया",
      explain: "वह रुकी हो सकती है, या उसका पता (shopUrl) कोई और हो सकता है। पूछने से कुछ नहीं बदला।",
    },
    forbidden: {
      heading: "दुकान इस सेवा को नहीं पहचानती",
      explain:
        "सेवा के पास जो संचालक पासवर्ड (shopPassword) है वह दुकान का नहीं है। वह दुकान की निर्देशिका में operator-password में है।",
    },
    unknown: {
      heading: "यह दुकान इसे नहीं देती",
      explain:
        "दुकान उत्तर देती है, पर इस पृष्ठ के संचालन उसमें नहीं हैं। वह संदर्भ दुकान से अलग या पुरानी हो सकती है।",
    },
    rest: "दुकान ने अब तक जो बताया वह सब लॉग में है: बाकी सभी पृष्ठ पहले की तरह उत्तर देते हैं।",
  },

  stored,
  products: {
    heading: "उत्पाद",
    list: "दुकान के बेचे उत्पाद",
    count: products,
    columns: {
      code: "कोड",
      family: "वर्ग",
      description: "विवरण",
      kind: "इस रूप में बिक्री",
      price: "मूल्य",
      quantityMin: "न्यूनतम मात्रा",
      packaging: "पैकेजिंग",
    },
    kinds: {
      license: "लाइसेंस",
      giftCard: "गिफ़्ट कार्ड",
      course: "कोर्स",
      physical: "भौतिक वस्तु",
    },
    priceNote: "मूल्य हर स्टोर की मुद्रा में हैं।",
    empty: "उत्पाद तालिका पढ़ी गई और खाली है। कैटलॉग से उत्पाद लाएँ, तब दुकान बेच सकती है।",
    fetch: "कैटलॉग से लाएँ…",
    fetchHeading: "कैटलॉग से उत्पाद लाएँ?",
    fetchEffect:
      "उत्पाद अपने कोड के साथ सहेजे जाते हैं: नए जुड़ते हैं, ज्ञात को कैटलॉग के मान मिलते हैं। जो उत्पाद कैटलॉग में अब नहीं हैं वे बने रहते हैं।",
    fetchVerb: "उत्पाद लाएँ",
    fetched: (all, added, changed) =>
      `${products(all)} लाए गए: ${count(added)} नए, ${count(changed)} बदले।`,
    clear: "सब हटाएँ…",
    clearHeading: (n) => `सभी ${products(n)} हटाएँ?`,
    clearEffect: "उत्पाद फिर लाए जाने तक दुकान कुछ नहीं बेचती। दिए जा चुके ऑर्डर जैसे हैं वैसे रहते हैं।",
    clearVerb: "सभी उत्पाद हटाएँ",
    cleared: (n) => `${products(n)} हटाए गए।`,
    fetchRecord: recorded("catalog.synchronized"),
    clearRecord: recorded("catalog.emptied"),
  },
  customers: {
    heading: "ग्राहक",
    list: "CRM से दुकान को ज्ञात ग्राहक",
    count: customers,
    columns: {
      account: "खाता",
      name: "नाम",
      points: "निष्ठा अंक",
      payment: "भुगतान",
      updatedAt: "लाया गया",
    },
    points: (n) => `${count(n)} अंक`,
    hasPaid: "भुगतान किया है",
    hasNotPaid: "भुगतान दर्ज नहीं",
    masked: "सुरक्षित",
    nameNote: "नाम व्यक्तिगत डेटा हैं: वे दुकान में ही रहते हैं।",
    empty: "ग्राहक तालिका पढ़ी गई और खाली है। CRM से ग्राहक लाएँ।",
    fetch: "CRM से लाएँ…",
    fetchHeading: "CRM से ग्राहक लाएँ?",
    fetchEffect:
      "ग्राहक अपने खातों के साथ सहेजे जाते हैं: नए जुड़ते हैं, ज्ञात को CRM के मान मिलते हैं। जो ग्राहक CRM में अब नहीं हैं वे बने रहते हैं।",
    fetchVerb: "ग्राहक लाएँ",
    fetched: (all, added, changed) =>
      `${customers(all)} लाए गए: ${count(added)} नए, ${count(changed)} बदले।`,
    clear: "सब हटाएँ…",
    clearHeading: (n) => `CRM के सभी ${customers(n)} हटाएँ?`,
    clearEffect: "CRM से फिर लाए जाने पर वे लौट आते हैं। ग्राहकों ने दुकान में जो खाते बनाए वे जैसे हैं वैसे रहते हैं।",
    clearVerb: "सभी ग्राहक हटाएँ",
    cleared: (n) => `${customers(n)} हटाए गए।`,
    fetchRecord: recorded("customers.synchronized"),
    clearRecord: recorded("customers.emptied"),
  },

  clock: {
    heading: "दुकान की घड़ी",
    speed: (factor) =>
      factor === 1 ? "वास्तविक समय में चलती है" : `वास्तविक समय से ${count(factor)} गुना तेज़ चलती है`,
    noSpeed: "जैसे चलाई जाए वैसे चलती है",
    set: "गति तय करें…",
    dialog: "दुकान की घड़ी कितनी तेज़ चले?",
    field: "एक सेकंड में दुकान के सेकंड",
    bounds: (min, max) => `${count(min)} से ${count(max)} तक।`,
    wrong: (min, max) => `${count(min)} से ${count(max)} तक की संख्या दें।`,
    effect:
      "दुकान में सब कुछ इसी घड़ी से चलता है: समय-सीमाएँ, लाइसेंस की अवधियाँ, कार्य, ग्राहक। तेज़ रहने पर इसके दर्ज समय वास्तविक समय से आगे रहते हैं; इसे कभी पीछे नहीं किया जाता।",
    record: recorded("trace.recorded"),
    verb: "गति तय करें",
    done: (factor) =>
      factor === 1
        ? "घड़ी वास्तविक समय में चलती है।"
        : `घड़ी वास्तविक समय से ${count(factor)} गुना तेज़ चलती है।`,
  },

  tasks: {
    heading: "शेड्यूलर",
    list: "कार्य, अगला चलने वाला पहले",
    count: (n) => `${count(n)} कार्य`,
    columns: {
      task: "कार्य",
      recurrence: "आवृत्ति",
      next: "अगली बार",
      last: "पिछली बार",
      state: "स्थिति",
    },
    states: {
      waiting: "प्रतीक्षा में",
      running: "चल रहा है",
      paused: "रुका हुआ",
      done: "पूरा हुआ",
    },
    due: "समय हो गया",
    recurrences: {
      once: "एक बार",
      hourly: "हर घंटे",
      daily: "हर दिन",
      weekly: "हर सप्ताह",
      cron: "Cron व्यंजक",
    },
    outcomes: { success: "पूरा", failure: "विफल", unknown: "ज्ञात नहीं", missed: "छूटा" },
    noNext: "कोई नहीं",
    noLast: "चलने का कोई रिकॉर्ड नहीं",
    shifts: {
      skipped: "उस दिन स्थानीय घड़ी यह समय छोड़ देती है: कार्य उसके बाद के पहले मिनट पर चलता है।",
      twice: "उस दिन स्थानीय घड़ी यह समय दो बार दिखाती है: कार्य पहली बार पर चलता है।",
    },
    empty: "अनुसूची पढ़ी गई और उसमें कोई कार्य नहीं। तब दुकान स्वयं कुछ नहीं करती।",
    facts: {
      id: "कार्य ID",
      calls: "बुलाता है",
      source: "स्रोत",
      first: "पहली बार",
      recurrence: "आवृत्ति",
      next: "अगली बार",
      last: "पिछली बार",
      reason: "कारण",
      data: "डेटा",
    },
    onWall: (zone) => `${zone} की स्थानीय घड़ी पर`,
    pause: "रोकें…",
    pauseHeading: (name) => `${name} रोकें?`,
    pauseEffect:
      "चालू किए जाने तक यह नहीं चलता। इस बीच आई बारियाँ छूटी नहीं मानी जातीं; जो चल रही है वह अंत तक चलती है।",
    pauseVerb: "कार्य रोकें",
    paused: (name) => `${name} रुका हुआ है।`,
    resume: "चालू करें…",
    resumeHeading: (name) => `${name} चालू करें?`,
    resumeEffect:
      "यह अपने अगले समय से फिर चलता है। एक ही बार चलने वाला कार्य, जिसका समय इस बीच आया, तुरंत चलाया जाता है।",
    resumeVerb: "कार्य चालू करें",
    resumed: (name) => `${name} फिर चलता है।`,
    remove: "हटाएँ…",
    removeHeading: (name) => `${name} को अनुसूची से हटाएँ?`,
    removeEffect: "यह फिर नहीं चलेगा। जो बारी चल रही है वह अंत तक चलती है।",
    removeVerb: "कार्य हटाएँ",
    removed: (name) => `${name} अनुसूची से हटाया गया।`,
    pauseRecord: recorded("task.paused"),
    resumeRecord: recorded("task.resumed"),
    removeRecord: recorded("task.removed"),
    gone: "अनुसूची में ऐसा कोई कार्य नहीं। वह हटाया जा चुका या चल चुका हो सकता है।",
    add: "कार्य जोड़ें…",
  },
  newTask: {
    heading: "कार्य जोड़ें",
    app: "अनुप्रयोग",
    calls: (host, url) => `${host} पर ${url} को बुलाता है।`,
    time: (zone) => `पहली बार, ${zone} में`,
    recurrence: "आवृत्ति",
    cron: "पाँच फ़ील्ड का Cron व्यंजक",
    cronExample: "0 6 * * 1-5",
    timeMissing: "तारीख और मिनट तक का समय दें।",
    cronMissing: "Cron व्यंजक दें।",
    record: recorded("task.scheduled"),
    verb: "कार्य जोड़ें",
    done: (name) => `${name} अनुसूची में रखा गया।`,
    rules: "कार्य कैसे चलते हैं",
    ruleList: [
      "शेड्यूलर बंद रहने के बाद, छूटी बारियों में से अंतिम तुरंत चलाई जाती है, यदि वह कार्य की एक अवधि से पुरानी न हो (एक बार चलने वाले कार्य के लिए एक दिन); बाकी छूटी हुई दर्ज होती हैं।",
      "जहाँ स्थानीय घड़ी कार्य का समय छोड़ देती है, वह उसके बाद के पहले मिनट पर चलता है; जहाँ वह समय दो बार दिखाती है, पहली बार पर। हर घंटे वाले कार्य बीतते हर घंटे में एक बार चलते हैं।",
      "पिछली बारी चलते हुए कार्य फिर नहीं चलता; विफल हुआ कार्य दूसरों को नहीं रोकता।",
      "कार्य रुके रहने पर आई बारियाँ छूटी नहीं मानी जातीं।",
    ],
  },

  simulator: {
    heading: "सिम्युलेटर",
    customers: "ग्राहक",
    nobody: "अपने आप कोई नहीं आता।",
    coming: (n) => `हर घंटे ${customers(n)} अपने आप आते हैं।`,
    until: "इस समय तक:",
    arrived: (n) => (n === 0 ? "दुकान खुलने से कोई नहीं आया।" : `दुकान खुलने से ${count(n)} आए।`),
    start: "ग्राहक आने दें…",
    change: "बदलें…",
    dialog: "कितने ग्राहक आएँ?",
    field: "ग्राहक प्रति घंटा",
    bounds: (max) => `1 से ${count(max)} तक, दुकान की घड़ी पर, उसके एक दिन के लिए।`,
    wrong: (max) => `1 से ${count(max)} तक की पूर्ण संख्या दें।`,
    startEffect:
      "वे सिम्युलेशन की तरह दुकान में देखते, खरीदते, भुगतान करते, रद्द करते और लौटाते हैं। उनका हर चरण किसी भी बिक्री की तरह दर्ज होता है।",
    startVerb: "आने दें",
    started: (n) => `अब से हर घंटे ${customers(n)} आते हैं।`,
    stop: "रोकें…",
    stopHeading: "अब और ग्राहक न आएँ?",
    stopEffect: "जो दुकान में हैं वे अपना काम पूरा करते हैं। जो बिका उसमें कुछ नहीं बदलता।",
    stopVerb: "ग्राहक रोकें",
    stopped: "अब अपने आप ग्राहक नहीं आते।",
    customersRecord: recorded("trace.recorded"),
    faults: "दोष",
    faultsExplain:
      "जो जानबूझकर गड़बड़ कराया जाता है, हर एक अपनी दर से: अवसरों का वह हिस्सा जिस पर वह घटता है। जो घटता है वह दुकान के लिए वास्तविक है, और लॉग में रहता है।",
    list: "दोष जो घट सकते हैं",
    shown: "दिखाए दोष",
    show: { all: "सभी", on: "चालू", off: "बंद" },
    on: (n, all) => `${count(all)} में से ${count(n)} दोष चालू`,
    columns: {
      fault: "दोष",
      what: "क्या गड़बड़ होता है",
      findings: "परिणाम",
      rate: "दर",
      usual: "सामान्य",
      struck: "घटा",
    },
    noFinding: "कोई निष्कर्ष नहीं",
    percent: (words) => `${words}%`,
    percentSign: "%",
    turn: (name) => `${name}: घटता है`,
    rateOf: (name) => `${name}: प्रतिशत में दर`,
    allOn: "सब चालू, सामान्य दर पर",
    allOff: "सब बंद",
    noneShown: "कोई दोष नहीं दिखाया: दूसरे चुनें, या फ़िल्टर साफ़ करें।",
    changes: (n) => `${count(n)} बदलाव लागू नहीं`,
    wrongRates: "दरें 0 से 100 तक की संख्याएँ हैं।",
    apply: "लागू करें…",
    discard: "छोड़ दें",
    applyHeading: (n) => `${n === 1 ? "1 दोष की दर" : `${count(n)} दोषों की दरें`} बदलें?`,
    applyEffect: "अब से वे इन दरों पर घटते हैं। जो पहले घटा वह जैसा है वैसा रहता है।",
    fromTo: (from, to) => `${from}% से ${to}%`,
    more: (n) => `और ${count(n)}`,
    applyVerb: "दरें बदलें",
    applied: (n) => (n === 1 ? "1 दोष की दर बदली गई।" : `${count(n)} दोषों की दरें बदली गईं।`),
    faultsRecord: recorded("trace.recorded"),
  },
};
