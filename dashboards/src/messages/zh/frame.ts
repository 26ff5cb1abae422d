import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { events } from "./events.ts";

export const nav: Messages["nav"] = {
  main: "主导航",
  short: "主导航（简）",
  skip: "跳到内容",
  find: "查找",
  live: "实时",
  flow: "流程",
  orderNumbers: "订单号",
  orderNumbersShort: "订单号",
  giftCards: "礼品卡",
  licenses: "许可证",
  replays: "重放",
  shop: "商店",
  incidents: "案件",
  operations: "运维",
  more: "更多",
  moreLabel: "更多页面",
  toDecide: (n) => `${n} 项待查看`,
  operationsParts: {
    sources: "数据源",
    quarantine: "隔离区",
    storage: "存储与运行状况",
    exports: "导出",
  },
  shopParts: {
    products: "产品",
    customers: "客户",
    scheduler: "任务计划",
    simulator: "模拟器",
  },
  home: "Tracewell，查找",
};

export const view: Messages["view"] = {
  zone: "所示时间的时区",
  utc: "UTC",
  local: "本地",
  theme: "主题",
  auto: "自动",
  light: "浅色",
  dark: "深色",
  language: "语言",
};

export const common: Messages["common"] = {
  close: "关闭",
  cancel: "取消",
  copy: "复制",
  copied: "已复制",
  copyFailed: "浏览器拒绝访问剪贴板。请选中文本后复制。",
  retry: "重试",
  clear: "清除",
  loading: "正在读取…",
  more: "更多",
  notKnown: "未知",
  none: "无",
  period: "。",
  record: "记录",
  of: (objectType) => events.objectTypes[objectType] ?? objectType,
  sentence: (words) => words.charAt(0).toUpperCase() + words.slice(1),
  records: (n) => `${count(n)} 条记录`,
  count,
};

export const coverage: Messages["coverage"] = {
  label: "此结果的依据",
  complete: "完整",
  live: "实时",
  partial: "不完整",
  none: "尚无结果",
  readThrough: (through, head) => `已读至 ${count(through)} / ${count(head)}`,
  quarantined: (n) => (n === 0 ? "此结果涉及 0 条隔离输入" : `隔离区有 ${count(n)} 条未处理`),
  ledgers: (names) => `账本 ${names.join("、")}`,
  why: "为何不完整",
  answeredAt: "结果时间",
  readAgain: "重新读取",
};

export const problem: Messages["problem"] = {
  heading: "没有结果",
  safe: "已记录的内容是安全的：读取不改变任何内容。",
  code: (code) => `代码 ${code}`,
  offline: "服务没有应答。",
  offlineHint: "服务可能已停止，或者它与此浏览器之间的网络已中断。",
  shownIs: "所示为上一次的结果，时间",
  unexpected: (status) => `服务以状态 ${status} 应答，未给出原因。`,
  pageFailed: "此页面未能显示结果。",
  notFoundPage: "此地址没有页面。",
  toFind: "前往查找",
};

export const signIn: Messages["signIn"] = {
  heading: "此浏览器尚未登录",
  explain: "页面默认不公开。运行此服务的人可以生成一次性登录链接，也可以为您生成：",
  command: "tracewell sign-in",
  ended:
    "此浏览器已不再处于登录状态。请索取新链接（tracewell sign-in），在另一个标签页中打开，然后重试。",
  afterwards: "请在此浏览器中打开链接；它只能使用一次。然后回到此地址：您查看的内容会保留。",
  retry: "我已登录，重试",
  refused: "此会话无权读取此处。请使用权限更高的链接登录。",
};

export const help: Messages["help"] = {
  heading: "键盘",
  button: "快捷键",
  single: "单字母快捷键",
  singleExplain: "在输入框中输入时始终关闭。",
  keys: [
    { keys: ["/"], does: "搜索：转到输入框" },
    { keys: ["j", "k"], does: "下一个、上一个行或候选项" },
    { keys: ["Enter"], does: "打开该行或候选项" },
    { keys: ["o", "O"], does: "同一 ID 的下一条、上一条记录" },
    { keys: ["e", "E"], does: "下一个、上一个问题" },
    { keys: ["1–9"], does: "选择候选项" },
    { keys: ["c"], does: "复制 ID" },
    { keys: ["r"], does: "逐字读出 ID 以便核对" },
    { keys: ["x"], does: "导出所示内容" },
    { keys: ["d"], does: "试运行已打开的重放" },
    { keys: ["Space"], does: "暂停或继续实时跟踪" },
    { keys: ["a", "f"], does: "实时：添加一列，在一列中跟踪该 ID" },
    { keys: ["←", "→"], does: "实时：左边、右边的列" },
    { keys: ["Ctrl", "K"], does: "命令" },
    { keys: ["Esc"], does: "关闭或清除" },
    { keys: ["?"], does: "本帮助" },
  ],
};

export const palette: Messages["palette"] = {
  heading: "命令",
  placeholder: "输入命令或 ID",
  nothing: "没有这样的命令。",
  findText: (words) => `查找“${words}”`,
  goTo: (screen) => `前往${screen}`,
  themeLight: "主题：浅色",
  themeDark: "主题：深色",
  themeAuto: "主题：跟随系统",
  zoneUtc: "以 UTC 显示时间",
  zoneLocal: "以本地时区显示时间",
  help: "键盘帮助",
  share: "复制此视图的链接",
  print: "打印此视图",
  language: (name) => `语言：${name}`,
};
