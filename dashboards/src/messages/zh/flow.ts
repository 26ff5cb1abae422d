import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { typeName } from "./type-names.ts";

/** With the word that counts them: `3 张礼品卡`. */
const OBJECTS: Readonly<Record<string, readonly [measure: string, name: string]>> = {
  order: ["个", "订单"],
  quote: ["个", "购物车"],
  payment: ["笔", "支付"],
  giftCard: ["张", "礼品卡"],
  license: ["个", "许可证"],
  replay: ["次", "重放"],
  transaction: ["笔", "交易"],
};

const objects = (type: string, n: number) =>
  `${count(n)} ${(OBJECTS[type] ?? ["个", "对象"]).join("")}`;
const wait = (ms: number | null) => (ms === null ? "未知" : shortDuration(ms));
const times = (n: number) => `${count(n)} 次`;
const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
const step = (from: string, to: string) => `${typeName(from)} → ${typeName(to)}`;

export const flow: Messages["flow"] = {
  title: "流程",
  type: "对象",
  types: {
    order: "订单",
    quote: "购物车",
    payment: "支付",
    giftCard: "礼品卡",
    license: "许可证",
    replay: "重放",
    transaction: "交易",
  },
  store: "店铺",
  allStores: "所有店铺",
  storeName: (store) => `店铺 ${store}`,
  from: "首条记录始于",
  to: "早于",
  wholeTime: "全部时间",
  objects,
  facts: (type, n) => `${objects(type, n)}。`,
  withFindings: (n, of) =>
    n === 0 ? "均无发现。" : `其中 ${count(n)} 个有发现（${percent(n / of)})。`,
  views: {
    label: "显示流程的哪一方面",
    map: "流程图",
    steps: "最慢步骤",
    variants: "变体",
    rates: "错误率",
    changes: "变化",
  },
  activity: typeName,
  step,
  wait,
  percent,
  times,
  empty: "此时间内没有此类对象开始。",
  emptyWhy: (through) => `已查看生命周期视图截至记录 ${count(through)} 的全部内容。`,
  emptyNext: "请选择更长的时间、另一店铺或另一类对象。",
  map: {
    label: "流程图：哪个事件直接跟在哪个事件之后",
    as: "显示方式",
    asMap: "图形",
    asTable: "表格",
    drawn: "所绘步骤",
    drawnOf: (n, of, share) =>
      `${count(of)} 种中最频繁的 ${count(n)} 种；占全部步骤的 ${percent(share)}`,
    zoomIn: "放大",
    zoomOut: "缩小",
    zoomFit: "适合宽度",
    keys: "方向键沿步骤移动，Enter 打开，+ 和 − 缩放。拖动以移动；Ctrl 加滚轮缩放。",
    legend: "线越粗，经过次数越多。线上依次为：次数，半数的最长等待，95% 的最长等待。",
    nodeShare: "其对象中有发现的占比",
    nodeCount: (n) => times(n),
    nodeCountAgain: (n, again) => `${times(n)}，连续 ${count(again)} 次`,
    edge: (n, p50Ms, p95Ms) =>
      p50Ms === p95Ms
        ? `${count(n)} · ${wait(p50Ms)}`
        : `${count(n)} · ${wait(p50Ms)} · ${wait(p95Ms)}`,
  },
  heads: {
    step: "步骤",
    count: "次数",
    median: "半数至多",
    p95: "95% 至多",
    p99: "99% 至多",
    longest: "最长",
    spread: "半数至 95%，按等待的对数",
    findings: "有发现",
  },
  steps: {
    table: "步骤，最慢的在前",
    explain: (type, n, p50Ms, p95Ms) =>
      `从首条到末条记录，${objects(type, n)}中半数至多用时 ${wait(p50Ms)}，95% 至多用时 ${wait(p95Ms)}。步骤按 95% 未超过的等待时间列出。`,
  },
  variants: {
    table: "经过，最频繁的在前",
    explain: (known, listed) =>
      known > listed
        ? `${count(known)} 种不同经过；列出最频繁的 ${count(listed)} 种。`
        : `${count(known)} 种不同经过。`,
    choose: "打开一种经过，查看其他经过在哪些步骤上与它不同。",
    compared: "已打开的经过在该处没有的步骤带下划线。",
    head: "经过",
    share: "占比",
    whole: "从首到末，半数至多",
    inARow: (n) => `×${count(n)}`,
  },
  rates: {
    table: "各类失败的频率",
    explain: (bucket) =>
      `依据所有店铺在所示时间内的记录，每 ${bucket} 计数一次。条形按本行的最高占比绘制。`,
    explainNone: "此时间内没有记录。",
    heads: { rate: "事项", share: "占比", counts: "记录", over: "随时间变化" },
    names: {
      declined: "支付被拒绝",
      unanswered: "支付未得到应答",
      bounced: "邮件被退回",
      handler: "生产没有处理程序",
      uncertain: "订单不确定",
      cards: "礼品卡无效",
      tasks: "任务失败或错过",
      catalog: "目录文件被拒收",
    },
    ofWhat: (part, whole) => `${count(part)} / ${count(whole)}`,
    at: (when, part, whole) =>
      `${when}：${count(part)} / ${count(whole)}（${whole === 0 ? "无" : percent(part / whole)}）`,
    peak: (when, share) => `最高 ${percent(share)}，${when}`,
  },
  changes: {
    table: "与前一时段相比的变化",
    needsPeriod: "变化以一个时段与其之前等长的时段相比来显示。",
    needsPeriodNext: "请选择时段：在上方记录上拖动，或设定两个日期。",
    compared: (days, now, before) => `${now}，与之前的 ${days} 相比：${before}。`,
    none: "没有变化超过这些阈值。",
    noneBefore: "前一时段没有对象开始，因此没有可比较的内容。",
    thresholds: "列出哪些",
    rules: (limits) => [
      `按各时段对象数的比例，次数至少增至 ${limits.countFactor} 倍或减至其 1/${limits.countFactor}，且在其中一个时段至少 ${count(limits.least)} 次的步骤。`,
      `等待中位数至少增至 ${limits.waitFactor} 倍或减至其 1/${limits.waitFactor}，且在两个时段均至少 ${count(limits.least)} 次的步骤。`,
      `全部对象的发现，如增减 ${limits.sharePoints} 个百分点以上；某一事件的对象的发现，如其变化比全部对象多 ${limits.sharePoints} 个百分点，且两个时段均至少有 ${count(limits.least)} 个对象。`,
      "只在其中一个时段出现的步骤，次数要求同上。",
    ],
    kinds: {
      appeared: "新增",
      vanished: "消失",
      count: "频率",
      wait: "等待",
      findings: "发现",
    },
    heads: { kind: "类别", what: "事项", before: "之前", now: "现在", change: "变化" },
    perObjects: (n, of) => `${count(of)} 个中 ${count(n)} 次`,
    factor: (factor) =>
      factor >= 1 ? `${factor.toFixed(1)} 倍` : `减至 1/${(1 / factor).toFixed(1)}`,
    waitFactor: (factor) =>
      factor >= 1 ? `时长 ${factor.toFixed(1)} 倍` : `时长减至 1/${(1 / factor).toFixed(1)}`,
    points: (points) => `${points > 0 ? "+" : "−"}${Math.abs(points * 100).toFixed(0)} 个百分点`,
    never: "从未",
    all: (type) => `所有${(OBJECTS[type] ?? ["个", "对象"])[1]}`,
  },
  panel: {
    step: "步骤",
    event: "事件",
    label: "背后的内容",
    taken: "次数",
    median: "半数等待",
    p95: "95% 等待",
    atMost: (ms) => (ms === null ? "未知" : `至多 ${shortDuration(ms)}`),
    findings: "有发现",
    ofAll: (share, all) => `${percent(share)}；全部对象为 ${percent(all)}`,
    objects: "所在对象",
    starts: "对象的首个事件",
    ends: "目前的末个事件",
    after: "之前的事件",
    before: "之后的事件",
    longest: "最长的等待",
    longestOf: (listed, of) =>
      listed < of ? `${times(of)}中最长的 ${count(listed)} 次` : times(of),
    hasFinding: "有发现",
    records: (type) => `所有 ${type} 类型的记录`,
    notInPeriod: "不在此时段。",
    reading: "正在读取…",
  },
};
