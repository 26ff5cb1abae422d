import type { Messages } from "../en.ts";

export const triage: Messages["triage"] = {
  acts: {
    acknowledge: "知悉…",
    explain: "说明…",
    assign: "指派…",
    reopen: "重新打开…",
  },
  verbs: {
    acknowledge: "知悉此发现",
    explain: "记录说明",
    assign: "指派此发现",
    reopen: "重新打开此发现",
  },
  headings: {
    acknowledge: (title) => `知悉“${title}”?`,
    explain: (title) => `说明“${title}”?`,
    assign: (title) => `指派“${title}”?`,
    reopen: (title) => `重新打开“${title}”?`,
  },
  effects: {
    acknowledge: "表示有人已看到此发现。未处理发现的工作清单不再列出它。",
    explain: "表示没有问题，或已经处理。未处理发现的工作清单不再列出它。",
    assign: "表示由谁负责此发现。未处理发现的工作清单不再列出它。",
    reopen: "撤回上次的表态。未处理发现的工作清单重新列出它。",
  },
  stays: "发现本身保留，并显示此项表态。",
  willRecord: (type, object) =>
    `将向账本写入一条关于 ${object} 的 ${type} 记录，含您的名称和此文本。之后无法撤除。`,
  note: "理由，供日后查看的人参考",
  assignee: "指派给",
  recorded: "记录为",
  notShownYet: "结果稍后会显示它。",
  gone: "此发现已不再成立；此项表态与它一同留在日志中。",
  group: (title) => `对“${title}”可作的表态`,
};
