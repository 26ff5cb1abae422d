import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";

export const quarantine: Messages["quarantine"] = {
  title: "隔离区",
  heading: "隔离区",
  explain: "未能成为记录的输入，完整保留。每个未处理项都使结果不完整，因为它可能属于该结果。",
  status: "状态",
  open: "未处理",
  resolved: "已解决",
  dismissed: "已忽略",
  source: "数据源",
  allSources: "所有数据源",
  list: "已隔离的输入，最新的在前",
  facts: (n) => (n === 0 ? "没有未处理的输入。" : `${count(n)} 条输入未处理。`),
  retryAll: {
    act: "全部重试…",
    heading: (source) =>
      source === undefined ? "重试所有未处理项？" : `重试 ${source} 的所有未处理项？`,
    effect:
      "各项按原样逐一重新读取，最旧的在前。现在可读的成为记录，该项即为已解决；不可读的保持未处理。每次重试都记录在该项中。",
    confirm: "全部重试",
    listing: "正在列出未处理项…",
    progress: (done, all) => `已重新读取 ${count(done)} / ${count(all)}：`,
    outcome: (accepted, still) => `${count(accepted)} 条已接受，${count(still)} 条仍不可读。`,
    stop: "停止",
    stopped: "已停止。",
    done: "完成。",
    none: "没有未处理项。",
  },
  columns: {
    item: "隔离项",
    when: "隔离时间",
    source: "数据源",
    reason: "问题",
    size: "大小",
  },
  empty: {
    open: "隔离区为空。每条输入都已成为记录。",
    other: "没有处于此状态的隔离项。",
    source: (source) => `${source} 没有处于此状态的隔离项。`,
  },
  bytes: (n) => `${count(n)} 字节`,
  retries: (n) => `已重试 ${n} 次`,
  place: (index) => `所属请求的第 ${count(index + 1)} 项`,
  content: "输入原文；可在此更正后重试",
  contentClosed: "输入原文",
  notText: "此输入不是 UTF-8 文本。可以按原样重试，或者忽略。",
  retryAsIs: "按原样重试",
  retryCorrected: "更正后重试",
  retried: (accepted, quarantined) =>
    quarantined > 0
      ? "仍不可读。原因在旁边；该项保持未处理。"
      : `已接受：${count(accepted)} 条记录。原始输入仍保留。`,
  dismiss: "忽略…",
  dismissHeading: (itemId) => `忽略 ${itemId}？`,
  dismissEffect: "它不再使结果不完整。输入本身仍保留；不删除任何内容。您的理由将与它一同记录。",
  dismissReason: "理由",
  dismissConfirm: "忽略该项",
  note: "所给理由",
  positions: "记录位置",
  reasons: {
    undecodable: "无法解码",
    oversized: "过大",
    "id-conflict": "ID 相同，内容不同",
    "invalid-event": "不是有效事件",
    "invalid-time": "不可能的时间",
    "torn-tail": "崩溃时被截断",
  },
  select: "选择一项以查看。",
};
