import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";

export const licenses: Messages["licenses"] = {
  parts: "लाइसेंस के भाग",
  partNames: {
    deliveries: "डिलीवरी",
    expiring: "समाप्ति के निकट",
    renewals: "नवीकरण",
    all: "सभी लाइसेंस",
  },
  opened: "खुला लाइसेंस या ऑर्डर",
  back: "सूची पर वापस",
  readAloud: "पढ़कर सुनाएँ",
  openTimeline: "समयरेखा खोलें",
  findingChoice: "निष्कर्ष",
  anyFinding: "लाइसेंस का कोई भी",
  deliveries: "ऑर्डर जिनके लाइसेंस ठीक से डिलीवर नहीं हुए",
  noDelivery: (finding) =>
    finding === null
      ? "किसी ऑर्डर पर लाइसेंस का कोई निष्कर्ष नहीं।"
      : `किसी ऑर्डर पर निष्कर्ष “${finding}” नहीं।`,
  noDeliveryNext: "नीचे दिए स्थान तक सभी ऑर्डर देखे गए। दूसरा निष्कर्ष चुनें, या सभी लाइसेंस देखें।",
  spanChoice: "इतने में समाप्त",
  spans: {
    "7d": "7 दिन",
    "30d": "30 दिन",
    "90d": "90 दिन",
    "365d": "1 वर्ष",
  },
  expiring: "लाइसेंस जिनकी अवधि जल्द समाप्त होगी",
  noExpiry: (span) => `${span} में किसी लाइसेंस की अवधि समाप्त नहीं होती।`,
  noExpiryNext: "ज्ञात अवधि वाले सभी लाइसेंस देखे गए। लंबी अवधि चुनें।",
  notRenewed: "नवीकरण दर्ज नहीं",
  renewedBy: "नवीकरण:",
  renewals: "नवीकरण की शृंखलाएँ, हाल में नवीकृत पहले",
  noRenewal: "किसी रिकॉर्ड में दूसरे लाइसेंस को नवीकृत करता लाइसेंस नहीं बना।",
  noRenewalNext: "पूरे समय में प्रकार license.generated और kind renewal वाले रिकॉर्ड खोजे गए।",
  notInView: "अपना कोई रिकॉर्ड नहीं",
  termsHead: (from, to) => `अवधियाँ, ${from} से ${to}; बिंदीदार: अब`,
  joints: {
    gap: (length) => `अवधियों के बीच ${length} का अंतराल`,
    overlap: (length) => `अवधियाँ ${length} तक साथ चलती हैं`,
    seamless: "बिना अंतराल आगे बढ़ता है",
    notKnown: "पिछली अवधि ज्ञात नहीं",
  },
  stateChoice: "स्थिति",
  anyState: "सभी",
  all: "लाइसेंस, हाल में बदले पहले",
  noLicense: "इस स्थिति में कोई लाइसेंस नहीं।",
  noLicenseNext: "रिकॉर्डों में नामित सभी लाइसेंस देखे गए। दूसरी स्थिति चुनें।",
  noEnd: "अंत ज्ञात नहीं",
  columns: {
    order: "ऑर्डर",
    found: "क्या मिला",
    since: "कब से",
    state: "स्थिति",
    stateSince: "इस स्थिति में कब से",
    store: "स्टोर",
    amount: "राशि",
    license: "लाइसेंस",
    ends: "समाप्ति",
    left: "कितने में",
    renewed: "नवीकरण",
    last: "पिछला रिकॉर्ड",
    records: "रिकॉर्ड",
    chain: "शृंखला",
    joint: "अवधियाँ",
    terms: "अवधियों का चित्र",
    renewedAt: "नवीकृत",
  },
  facts: {
    heading: "तथ्य",
    counts: (states) => {
      const total = states.reduce((sum, one) => sum + one.count, 0);
      const parts = states.map((one) => `${count(one.count)} ${one.state}`).join(", ");
      return total === 0 ? "किसी रिकॉर्ड में लाइसेंस का नाम नहीं।" : `${count(total)} लाइसेंस: ${parts}।`;
    },
    product: "उत्पाद",
    kinds: { standard: "मानक", renewal: "नवीकरण" },
    order: "ऑर्डर",
    line: "ऑर्डर पंक्ति",
    validFrom: "मान्य, इससे",
    validUntil: "मान्य, इस तक",
    left: (length) => `${length} शेष`,
    ended: (length) => `${length} पहले समाप्त`,
    noRecord: "कोई रिकॉर्ड नहीं",
    blocked: "अवरुद्ध",
  },
  order: {
    lines: (n) =>
      n === 0
        ? "इसकी कोई पंक्ति लाइसेंस बेचती ज्ञात नहीं"
        : `${count(n)} ${n === 1 ? "पंक्ति" : "पंक्तियों"} में लाइसेंस की बिक्री`,
    paid: "भुगतान",
    notPaid: "कोई रिकॉर्ड नहीं",
    renews: "इसका नवीकरण",
    line: "पंक्ति",
    noLicense: "इस पंक्ति का कोई लाइसेंस दर्ज नहीं हुआ",
    made: (n) => `${count(n)} लाइसेंस बने:`,
  },
  chain: {
    heading: (n) => `${count(n)} लाइसेंस की शृंखला`,
    alone: "न किसी लाइसेंस को नवीकृत करता है, न किसी से नवीकृत होता है",
    noTerm: "अवधि ज्ञात नहीं",
    to: "से",
  },
  findings: (n) => (n === 0 ? "कोई निष्कर्ष नहीं" : `${count(n)} निष्कर्ष`),
  notKnown: "ज्ञात नहीं",
};
