import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import type { NumberFacts } from "../en/order-numbers.ts";
import { count } from "../format-count.ts";

const quote = ({ quote: id }: OrderNumberAnswer) => (id === null ? "某购物车" : `购物车 ${id} `);
const order = ({ order: id }: OrderNumberAnswer) => (id === null ? "某订单" : `订单 ${id} `);
const reason = (number: OrderNumberAnswer) => (number.reason === null ? "" : `：${number.reason}`);
const late = ({ lateMs }: OrderNumberAnswer) =>
  lateMs === null ? "" : `，在预留 ${shortDuration(lateMs)} 之后`;
const named = (number: OrderNumberAnswer) => number.number ?? String(number.sequence);

function betweenNeighbors({ before, after }: NumberFacts): string {
  if (before?.reservedAt == null || after?.reservedAt == null) return "";
  const apartMs = Math.abs(Date.parse(after.reservedAt) - Date.parse(before.reservedAt));
  return `${named(before)} 与 ${named(after)} 的预留时间相隔 ${shortDuration(apartMs)}。`;
}

const WHY: Readonly<Record<Explanation, (facts: NumberFacts) => string>> = {
  unexplained: (facts) =>
    `没有记录提及它；隔离区的输入和已知的中断都不能说明原因。${betweenNeighbors(facts)}`,
  "source-outage": (facts) =>
    `没有记录提及它。在应当报告时沉默的数据源：${facts.number.sources.join("、")}。${betweenNeighbors(facts)}`,
  "in-quarantine": ({ number }) =>
    `没有记录提及它，但可以在隔离区的输入 ${number.quarantine.join("、")} 中读到。`,
  uncertain: ({ number }) => `${order(number)}已保存，但其支付未得到应答。是否已付款未知。`,
  declined: ({ number }) => `${quote(number)}的支付被拒绝${reason(number)}。该购物车保留此号码。`,
  "session-expired": ({ number }) => `${quote(number)}在会话结束时失效，号码随之失效。`,
  abandoned: ({ number }) =>
    number.reason === null
      ? `${quote(number)}保留此号码，且无操作的时间已超过期限。`
      : `${quote(number)}保留此号码，且无操作的时间已超过期限；最近一次支付被拒绝${reason(number)}。`,
  reserved: ({ number }) => `${quote(number)}持有此号码。尚无订单使用它。`,
  cancelled: ({ number }) => `${order(number)}使用了此号码，后来被取消。`,
  "used-late": ({ number }) => `${order(number)}延迟使用了此号码${late(number)}。`,
  used: ({ number }) => `${order(number)}使用了此号码${late(number)}。`,
};

export const orderNumbers: Messages["orderNumbers"] = {
  title: "订单号",
  store: "店铺",
  storeName: (store) => `店铺 ${store}`,
  range: (first, last) => `${first} 至 ${last}。`,
  unexplained: (n, of) => `${count(of)} 个中有 ${count(n)} 个没有说明。`,
  allExplained: (of) => (of === 1 ? "已有说明。" : `全部 ${count(of)} 个均有说明。`),
  reading: (through) => `目前已读至号码 ${through}。`,
  readOn: "继续读取",
  explanations: {
    unexplained: "无说明",
    used: "已使用",
    "used-late": "延迟使用",
    reserved: "已预留",
    declined: "被拒绝",
    "session-expired": "会话失效",
    abandoned: "已搁置",
    cancelled: "已取消",
    uncertain: "不确定",
    "in-quarantine": "在隔离区",
    "source-outage": "数据源中断",
  },
  why: (facts) => WHY[facts.number.explanation](facts),
  comeBack: {
    head: "能否恢复",
    withQuote: (id) => `能，随购物车 ${id}`,
    yes: "能",
    never: "不能",
    used: "已使用",
    inReplays: "见重放",
    notKnown: "未知",
  },
  filter: "只显示以下号码",
  filterClear: "显示全部",
  counting: "尚未计数",
  strip: {
    number: "号码带中的号码",
    onlyPart: (first, last) => `号码带显示 ${first} 至 ${last}。表格和“转到号码”可达全部号码。`,
    valueText: (number, state, why) => `${number}，${state}。${why}`,
    notRead: (number) => `${number}，正在读取`,
    lateUse: (number, after) => `${number} 在 ${after} 后使用`,
    hint: "指向一个号码，或用方向键沿号码带移动。e 转到下一个非正常使用的号码。",
  },
  map: {
    label: "整个序列。点击即转到该处。",
  },
  jump: "转到号码",
  jumpGo: "转到",
  jumpUnknown: (first, last) => `不在此序列中。序列从 ${first} 到 ${last}。`,
  table: (shown) => `号码：${shown}`,
  tableExceptions: "非正常使用的号码，无说明的在前",
  heads: {
    number: "号码",
    state: "状态",
    why: "原因",
    comeBack: "能否恢复",
    evidence: "记录",
    since: "始于",
  },
  noRecord: "无",
  facts: {
    reserved: "预留时间",
    used: "使用时间",
    stored: "订单保存",
    after: "间隔",
    since: "始于",
    causes: "全部成立的说明",
    records: "记录",
    order: "订单",
    quote: "购物车",
    quarantine: "隔离区",
  },
  unknownStore: (store) => `没有记录说明商店 ${store} 的号码。`,
  emptyStores: "尚无记录提及订单号。",
  emptyStoresWhy: (through) =>
    `已读取 ${count(through)} 条记录。订单号来自带有店铺和序号的 order.numberReserved 与 order.placed 类型记录。`,
  emptyExceptions: "每个号码都已及时使用。",
  emptyFilter: "此店铺没有这些种类的号码。",
  emptyWhy: (first, last) => `已查看：${first} 至 ${last}。`,
  exportTable: "将所列号码导出为 CSV",
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
