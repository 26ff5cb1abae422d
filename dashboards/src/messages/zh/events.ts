import type { EventAnswer } from "#query/answers/event-answer.ts";
import { formatAmount } from "../../events/format-amount.ts";
import type { Messages } from "../en.ts";
import { attribute, codeInWords, naming, objectId, tellEvent } from "../sentence-pieces.ts";
import type { Sentence, SentencePiece } from "../sentence-pieces.ts";
import { typeName } from "./type-names.ts";

const amount = (event: EventAnswer): SentencePiece[] =>
  event.amount === undefined ? [] : naming(formatAmount(event.amount), "，");

const because = (event: EventAnswer): SentencePiece[] =>
  event.reason === undefined ? [] : [`：${event.reason}`];

const plain =
  (words: string): Sentence =>
  (event) => [words, ...amount(event), ...because(event)];

/** `订单 100000123 已下单`; without its ID the words stand together. */
const about = (noun: string, id: string | undefined, verb: string): SentencePiece[] =>
  id === undefined ? [`${noun}${verb}`] : [`${noun} `, { strong: id }, ` ${verb}`];

const named =
  (noun: string, type: string) =>
  (verb: string): Sentence =>
  (event) =>
    about(noun, objectId(event, type), verb);

const quote = named("购物车", "quote");
const license = named("许可证", "license");

const order =
  (verb: string): Sentence =>
  (event) => [...named("订单", "order")(verb)(event), ...amount(event)];

const onOrder =
  (words: string): Sentence =>
  (event) => [
    ...about("订单", objectId(event, "order"), words),
    ...amount(event),
    ...because(event),
  ];

const payment = (event: EventAnswer): string =>
  attribute(event, "method") === "card" ? "银行卡支付" : "支付";

const paid =
  (verb: string): Sentence =>
  (event) => [`${payment(event)}${verb}`, ...amount(event), ...because(event)];

const task =
  (verb: string): Sentence =>
  (event) => [...about("任务", attribute(event, "name"), verb), ...because(event)];

const source =
  (verb: string): Sentence =>
  (event) =>
    about("数据源", event.source.name, verb);

const KINDS: Readonly<Record<string, string>> = {
  registered: "注册客户",
  guest: "游客",
  registering: "购买时注册的客户",
  digital: "数字商品行",
  physical: "实物商品行",
  combined: "数字和实物商品行",
};
const kindOf = (event: EventAnswer, name: string): string[] => {
  const kind = attribute(event, name);
  return kind === undefined ? [] : [`，${KINDS[kind] ?? kind}`];
};

const MAILS: Readonly<Record<string, string>> = {
  license: "许可证",
  giftCard: "礼品卡",
  invoice: "发票",
  combined: "合并",
};
const mailKind = (event: EventAnswer): string | undefined => {
  const kind = attribute(event, "kind");
  return kind === undefined ? undefined : (MAILS[kind] ?? kind);
};

const sentences: Readonly<Record<string, Sentence>> = {
  "product.selected": (event) => ["已选择产品", ...naming(objectId(event, "product"), "：")],
  "quote.created": (event) => [...quote("已创建")(event), ...kindOf(event, "customerKind")],
  "quote.itemAdded": quote("加入了一件商品"),
  "quote.itemRemoved": quote("移除了一件商品"),
  "quote.emptied": quote("已清空"),
  "quote.assigned": quote("已归于登录客户"),
  "quote.sessionExpired": quote("随会话失效"),
  "checkout.started": plain("结账已开始"),
  "order.numberReserved": (event) => [
    objectId(event, "quote") === undefined
      ? "已预留订单号"
      : `已为购物车 ${objectId(event, "quote")} 预留订单号`,
    ...naming(objectId(event, "order")),
  ],
  "payment.requested": paid("已请求"),
  "payment.authorized": paid("已授权"),
  "payment.captured": paid("已扣款"),
  "payment.released": paid("的授权已释放"),
  "payment.reauthorized": paid("已重新授权"),
  "payment.refunded": paid("已退款"),
  "payment.declined": paid("被拒绝"),
  "payment.timedOut": (event) => [`${payment(event)}未得到应答`, ...amount(event)],
  "payment.stateRead": (event) => [
    "已读取支付状态",
    ...naming(attribute(event, "gatewayState"), "："),
    ...amount(event),
  ],
  "order.placed": order("已下单"),
  "order.uncertain": order("已保存；支付状态不确定"),
  "order.replicated": (event) => [
    "已复制到主数据库",
    ...naming(attribute(event, "document"), "："),
    ...(attribute(event, "state") === undefined ? [] : [`，状态 ${attribute(event, "state")}`]),
  ],
  "order.cancelled": order("已取消"),
  "order.returned": order("已退货"),
  "order.completed": (event) =>
    objectId(event, "order") === undefined ? ["交易的各项操作已完成"] : order("已完成")(event),
  "customer.registered": plain("已建立客户账户"),
  "fulfillment.started": (event) => [
    attribute(event, "kind") === "physical"
      ? "实物履约已开始"
      : attribute(event, "kind") === "digital"
        ? "数字履约已开始"
        : "生产已开始",
    ...naming(attribute(event, "fromState"), "，起始状态 "),
  ],
  "fulfillment.completed": plain("履约已完成"),
  "fulfillment.handlerMissing": (event) => [
    "没有处理程序",
    ...naming(attribute(event, "handler"), "："),
  ],
  "stock.reserved": onOrder("库存已预留"),
  "stock.released": onOrder("库存已释放"),
  "invoice.issued": (event) => [
    ...about("发票", objectId(event, "invoice"), "已开具"),
    ...kindOf(event, "kind"),
    ...amount(event),
  ],
  "mail.sent": (event) => ["邮件已发送", ...naming(mailKind(event), "：")],
  "mail.bounced": (event) => ["邮件被退回", ...naming(mailKind(event), "：")],
  "mail.templateMismatch": plain("邮件模板与问卷不一致"),
  "license.requested": license("已请求"),
  "license.generated": license("已生成"),
  "license.activated": license("已激活"),
  "license.expired": license("已到期"),
  "license.blocked": license("已封锁"),
  "giftCard.issued": plain("礼品卡已发行"),
  "giftCard.authorized": plain("礼品卡已授权"),
  "giftCard.captured": plain("礼品卡已扣款"),
  "giftCard.released": plain("礼品卡的授权已释放"),
  "giftCard.reauthorized": plain("礼品卡已重新授权"),
  "giftCard.refunded": plain("礼品卡已退款"),
  "giftCard.rejected": plain("礼品卡未被接受"),
  "giftCard.validationFailed": plain("礼品卡无效"),
  "replay.decided": (event) => [
    `重放已判定${event.attributes["dryRun"] === true ? "（试运行）" : ""}`,
    ...naming(attribute(event, "decision"), "："),
  ],
  "replay.documentLoaded": (event) => ["重放已加载", ...naming(attribute(event, "document"))],
  "replay.verified": plain("重放已核验"),
  "replay.failed": plain("重放失败"),
  "task.scheduled": task("已排定"),
  "task.started": task("已开始"),
  "task.completed": task("已完成"),
  "task.failed": task("失败"),
  "task.missed": task("错过了运行"),
  "source.started": source("已启动"),
  "source.heartbeat": source("在运行"),
  "source.lost": source("已失联"),
  "source.recovered": source("已恢复"),
  "ledger.started": plain("账本已启动"),
  "ledger.stopped": plain("账本已停止"),
};

export const events: Messages["events"] = {
  sentence: (event) => tellEvent(event, sentences, plain(typeName(event.type))),
  objectTypes: {
    transaction: "交易",
    quote: "购物车",
    order: "订单",
    payment: "支付",
    giftCard: "礼品卡",
    license: "许可证",
    customer: "客户",
    invoice: "发票",
    product: "产品",
    task: "任务",
    replay: "重放",
    mail: "邮件",
  },
  visit: "访问",
  manyObjects: (n) => `${n} 个对象`,
  foreignId: "FID",
  parseNotes: {
    reassembled: "已重新拼合",
    "time-ambiguous": "当地小时出现两次",
    "time-nonexistent": "当地小时不存在",
  },
  parseNote: codeInWords,
};
