import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { events } from "./events.ts";

const objectName = (type: string) => events.objectTypes[type] ?? type;

/** What a rule of absence waits for. */
const AWAITED: Readonly<Record<string, string>> = {
  "license.missing": "许可证",
  "invoice.missing": "发票",
  "mail.missing": "邮件",
  "order.paid-not-delivered": "交付",
  "order.not-replicated": "主数据库中的副本",
  "order.account-missing": "客户账户",
  "order.stuck": "付款",
  "order.uncertain-unresolved": "支付疑问的解决",
  "payment.unanswered": "支付网关的应答",
  "gift-card.authorization-stale": "扣款或释放",
  "replay.unverified": "重放的核验",
};

const withAmount = (words: string) => (amount: string | null) =>
  amount === null ? words : `${words} ${amount}`;

export const timeline: Messages["timeline"] = {
  title: (type, id) => `${objectName(type)} ${id}`,
  kind: (type, span, store) =>
    `${objectName(type)}，${span}${store === null ? "" : `，店铺 ${store}`}`,
  kindPlain: objectName,
  verdict: (state, findings, others) => {
    const own = findings.length === 0 ? "" : `${findings.join(";")}。`;
    const elsewhere = others === 0 ? "" : `关联对象有 ${count(others)} 项发现。`;
    return `${state}。${own}${elsewhere}`;
  },
  verdictPending: "正在得出结论…",
  verdictMissing: "没有结论：服务未能得出。记录不受影响。",
  stateSince: "始于",
  aliases: "又名",
  openFinding: "证据与判定",
  allFindings: (n) => `全部 ${count(n)} 项`,
  fewerFindings: "收起",
  noFindingsExplain: "所读内容不符合任何规则。",
  belongsWith: "关联对象",
  relatedFindings: (n) => `${count(n)} 项发现`,
  money: {
    ordered: "订购",
    captured: "扣款",
    refunded: "退款",
    invoiced: "开票",
    issued: "发行",
    balance: "余额",
    authorized: "授权",
    available: "可用",
    requested: "请求",
  },
  views: {
    label: "视图",
    records: "记录",
    states: "状态",
    narrative: "叙述",
    compare: "对比",
  },
  moment: {
    asOf: "发生截至",
    knownAt: "获知截至",
    now: "现在",
    heading: { asOf: "当时的情况", knownAt: "当时所知的情况" },
    explain: {
      asOf: "仅包含截至此毫秒已发生的内容。期限按此时刻判断。",
      knownAt: "仅包含当时已记录的内容，按该时刻判断。",
    },
    slider: {
      asOf: "发生截至，每条记录的时间为一档",
      knownAt: "获知截至，每个记录时间为一档",
    },
    exact: "准确时间，UTC",
    apply: "转到该时刻",
    toNow: "回到现在",
    bad: "这不是时间。请写成 2026-03-08T01:58:49.507Z 的形式。",
    leftOut: {
      asOf: (left, all) =>
        left === 0
          ? `全部 ${count(all)} 条记录均已发生。`
          : `${count(all)} 条记录中有 ${count(left)} 条发生较晚，未计入：`,
      knownAt: (left, all) =>
        left === 0
          ? `全部 ${count(all)} 条记录均已记录。`
          : `${count(all)} 条记录中有 ${count(left)} 条记录较晚；其内容当时未知：`,
    },
    moreLeftOut: (n) => `及另外 ${count(n)} 条`,
    nothing: "此时刻没有它的记录。",
    nothingWhy: {
      asOf: "它的首条记录发生较晚。这不说明未记录的内容。",
      knownAt: "它的首条记录记录较晚。这不说明当时发生了什么。",
    },
  },
  own: {
    account: "账户随时间的变化",
    chain: "续订链",
    decision: "判定重放",
  },
  missing: "缺少",
  due: {
    overdue: (rule) => [AWAITED[rule] ?? rule, " 此时应已到位；", "没有记录"] as const,
    open: (rule) => [AWAITED[rule] ?? rule, " 届时应到位；", "尚未到期"] as const,
    noRecord: "无",
  },
  outcomes: {
    "payment.captured": withAmount("已扣款"),
    "payment.declined": () => "被拒绝",
    "payment.released": () => "已释放",
    "payment.refunded": withAmount("已退款"),
    "payment.timedOut": () => "无应答",
    "giftCard.captured": withAmount("已扣款"),
    "giftCard.released": () => "已释放",
    "giftCard.refunded": withAmount("已退款"),
    "license.blocked": () => "已封锁",
    "license.expired": () => "已到期",
  },
  stayed: {
    state: (type, id, state) => `${objectName(type)} ${id} 一直为“${state}”。`,
    numberHeld: (quote, order) => `购物车 ${quote} 一直保留号码 ${order}。`,
    owed: (rules) => `仍待完成：${rules.map((rule) => AWAITED[rule] ?? rule).join("、")}。`,
  },
  facts: (records, took, longest) =>
    `${count(records)} 条记录${took === null ? "" : `，历时 ${took}`}${longest === null ? "。" : `；最长等待 ${longest}。`}`,
  factsRefused: (n) => `${n} 条记录表明有操作被拒绝或失败。`,
  moreObjects: (n) => `及另外 ${count(n)} 个`,
  readAloud: "逐字读出",
  allRecords: "列表形式",
  share: "复制链接",
  shared: "链接已复制",
  print: "打印",
  overview: (lanes) => `概览，${lanes} 条泳道。每段等待按其长度的对数绘制。`,
  waitsAtLog: "等待按对数长度",
  thisId: "此 ID",
  recordsIn: (n, took) => `${took} 内 ${count(n)} 条记录`,
  columns: {
    time: (zone) => `时间，${zone}`,
    since: "距上一条",
    lanes: "对象",
    what: "发生了什么",
    type: "类型",
    seq: "记录",
  },
  records: (type) => `此${objectName(type)}的记录`,
  sameMs: "同一毫秒",
  sameMsExplain: "与另一数据源处于同一毫秒：先后顺序未获证明。",
  gap: "期间没有记录。",
  gapAfterDue: "自到期以来没有记录。",
  gapOpen: "其间记录了什么？",
  gapClose: "关闭",
  gapOther: (n) =>
    n === 0
      ? "此时间内没有数据源写入任何内容：它们可能没有动静或不在线。"
      : `此时间内写入了其他 ${count(n)} 条记录。`,
  gapShow: "显示它们",
  gapFromTo: (from, to) => `从 ${from} 至 ${to}`,
  more: "更多记录",
  nearby: (n) => `附近有 ${n} 条未归属的记录`,
  nearbyExplain: "它们不带 ID。它们可能属于此处；但不是此时间线的一部分。",
  before: (wait) => `早 ${wait}`,
  after: (wait) => `晚 ${wait}`,
  within: "在其间",
  notKnown: "未知",
  unknown: {
    order: (at) => `${at} 的记录哪一条在先：它们来自不同的数据源。`,
    silence: (gap) => `没有记录的 ${gap} 内发生了什么。没有记录不表示什么都没有发生。`,
    late: "此结果之后是否又有写入。重新读取即可查看。",
    partial: "账本未读部分或隔离区中有哪些内容涉及此 ID。",
    nearby: "附近未归属的记录是否属于此处。",
  },
  notFound: "没有记录带有此 ID。",
  notFoundWhy: (type) =>
    `已按此 ID、其别的 ID 及其名称查找${objectName(type)}。“没有记录”不表示它不存在：其数据源可能不写入此处。`,
  notFoundNext: "查找与之相近的内容",
  copyId: "复制",
};

export const evidence: Messages["evidence"] = {
  label: "证据",
  record: (seq) => `记录 ${seq}`,
  back: "上一条",
  next: "下一条",
  occurred: "发生时间",
  recorded: "记录时间",
  later: (wait) => `晚 ${wait}`,
  earlier: (wait) => `按这些时钟，早于发生 ${wait}`,
  source: "数据源",
  line: (line) => `第 ${count(line)} 行`,
  byte: (offset) => `第 ${count(offset)} 字节`,
  objects: "对象",
  actor: "操作者",
  amount: "金额",
  outcome: "结果",
  reason: "原因",
  message: "消息",
  level: "级别",
  eventId: "事件 ID",
  trace: "跟踪",
  unattributed: "无 ID",
  raw: "原始文本，逐字",
  rawNone: "来源为 JSON。这是服务所给出的记录。",
  rawBytes: "不是 UTF-8：以 base64 显示字节",
  copyRaw: "复制原文",
  copyJson: "复制 JSON",
  showJson: "所有字段",
  usedBy: "用于",
  through: "归属依据",
  throughObject: (type) => `通过${objectName(type)}`,
  around: (n) => `前后 ${n} 条记录`,
  aroundHeading: "账本中的前后记录",
  attributes: "属性",
  schema: (version) => `模式 ${version}`,
  protectedValue: "受保护",
};
