import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventSchema, type AuditEvent } from "#domain/events/event.ts";
import { createDeclarations } from "#domain/protection/declarations.ts";
import { isProtectedValue } from "#domain/protection/protected-value.ts";
import { fieldContext } from "#domain/protection/protection-context.ts";
import { protectEvent, type ProtectionOptions } from "#ingest/protection/protect-event.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { revealValue } from "#storage/keys/protect-value.ts";
import { TemporaryKeys } from "../../storage/keys/temporary-keys.ts";

const time = "2026-01-31T09:05:00.120Z";
const code = "GC-1111-2222-0917";
const email = "jan.novak@example.org";

function optionsWith(keys: KeyStore, more: Partial<ProtectionOptions> = {}): ProtectionOptions {
  return { ledger: "main", sourceName: "shop", identity: "e1", keys, protectRaw: false, ...more };
}

function reveal(keys: KeyStore, event: AuditEvent, path: string, identity?: string): string {
  let value: unknown = event;
  for (const name of path.split(".")) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  }
  if (!isProtectedValue(value)) throw new Error(`${path} is not protected`);
  const record = { ledger: "main", id: identity ?? "e1", source: { name: "shop" }, event };
  return revealValue(value, keys, fieldContext(record, path));
}

function changedOf(event: AuditEvent, options: ProtectionOptions) {
  const result = protectEvent(event, options);
  if (!result.changed) throw new Error("nothing was protected");
  expect(JSON.parse(result.eventJson)).toEqual(result.event);
  expect(eventSchema.safeParse(JSON.parse(result.eventJson)).success).toBe(true);
  return result;
}

test("an event without anything to protect is given back as it is", () => {
  using temporary = new TemporaryKeys();
  const event: AuditEvent = {
    type: "order.placed",
    time,
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [{ type: "customer", id: "42" }],
    actor: { type: "customer", id: "42" },
    amount: { minor: 6400, currency: "EUR" },
    message: "Production Controller: Post Pay process",
    attributes: { store: "cz", lines: [{ lineItemId: "1", product: "isc", quantity: 1 }] },
    extra: { deep: [1, null, true, "text"] },
  };
  const keys = temporary.open();
  const result = protectEvent(event, optionsWith(keys));
  expect(result).toEqual({ changed: false, event, notes: [] });
  expect(result.event).toBe(event);
  expect(keys.findSubjectKey("customer:42")).toBeNull();
});

test("declared fields are encrypted wherever they stand, under the customer's key", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = {
    type: "giftCard.issued",
    time,
    objects: [
      { type: "giftCard", id: "FA10000" },
      { type: "customer", id: "42", email, name: "Jan Novák" },
    ],
    actor: { type: "customer", id: "42", ip: "192.0.2.7" },
    attributes: {
      code,
      codes: ["AAAA-1111", "BBBB-2222"],
      external: false,
      recipient: { name: "Eva", address: { street: "Dlouhá 1", floor: 3 }, vip: true },
      lines: [{ lineItemId: "7", licenseNumber: "LN-9999-8888" }],
    },
    customerPhone: "+420 777 123 456",
  };
  const { event: written, eventJson, notes } = changedOf(event, optionsWith(keys));
  expect(notes).toEqual([]);
  expect(written.parseNotes).toBeUndefined();
  for (const secret of [code, "AAAA", "BBBB", email, "Novák", "Eva", "Dlouhá", "192.0.2.7"]) {
    expect(eventJson).not.toContain(secret);
  }
  expect(eventJson).not.toContain("8888-");
  expect(eventJson).not.toContain("777");
  expect(written).toMatchObject({
    type: "giftCard.issued",
    objects: [
      { type: "giftCard", id: "FA10000" },
      { type: "customer", id: "42", email: { mask: "•••", subject: "customer:42" } },
    ],
    attributes: {
      code: { protected: "secret", mask: "…0917", subject: "customer:42" },
      external: false,
      recipient: { name: { protected: "personal" }, vip: true },
      lines: [{ lineItemId: "7", licenseNumber: { mask: "…8888" } }],
    },
  });
  expect(reveal(keys, written, "attributes.code")).toBe(code);
  expect(reveal(keys, written, "attributes.codes.1")).toBe("BBBB-2222");
  expect(reveal(keys, written, "attributes.recipient.address.street")).toBe("Dlouhá 1");
  expect(reveal(keys, written, "attributes.recipient.address.floor")).toBe("3");
  expect(reveal(keys, written, "attributes.lines.0.licenseNumber")).toBe("LN-9999-8888");
  expect(reveal(keys, written, "objects.1.name")).toBe("Jan Novák");
  expect(reveal(keys, written, "actor.ip")).toBe("192.0.2.7");
  expect(reveal(keys, written, "customerPhone")).toBe("+420 777 123 456");
});

test("the same event gives the same bytes, and the given event is untouched", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = { type: "giftCard.issued", time, attributes: { code, store: "cz" } };
  const before = structuredClone(event);
  const first = changedOf(event, optionsWith(keys));
  expect(changedOf(structuredClone(event), optionsWith(keys)).eventJson).toBe(first.eventJson);
  expect(event).toEqual(before);
  const other = changedOf(event, optionsWith(keys, { identity: "e2" }));
  expect(other.eventJson).not.toBe(first.eventJson);
});

test("without an identity the record is told by what and when it was", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = { type: "giftCard.issued", time, attributes: { code } };
  const { event: written } = changedOf(event, optionsWith(keys, { identity: "" }));
  const value = written.attributes?.["code"];
  if (!isProtectedValue(value)) throw new Error("not protected");
  const record = { ledger: "main", source: { name: "shop" }, event: written };
  expect(revealValue(value, keys, fieldContext(record, "code"))).toBe(code);
});

test("a PIN is never written, not even encrypted, and the note says so", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = {
    type: "giftCard.validationFailed",
    time,
    message: "card GC-1111-2222-0917 with PIN 4711 refused",
    attributes: {
      code,
      pin: "4711",
      recipient: { giftCardPin: 4711 },
      note: "PIN: 4711",
      at: time,
    },
    raw: "GC-1111-2222-0917/4711",
  };
  const { event: written, eventJson, notes } = changedOf(event, optionsWith(keys));
  expect(eventJson).not.toContain("4711");
  expect(written.attributes).not.toHaveProperty("pin");
  expect(written.attributes?.["recipient"]).toEqual({});
  expect(written.attributes?.["note"]).toBe("PIN: …");
  expect(written.message).toBe("card …0917 with PIN … refused");
  expect(reveal(keys, written, "protectedText.message")).toBe(
    "card GC-1111-2222-0917 with PIN … refused",
  );
  expect(reveal(keys, written, "protectedText.raw")).toBe("GC-1111-2222-0917/…");
  expect(notes.map((note) => note.code)).toEqual(["pin-removed", "protected"]);
  expect(written.parseNotes).toEqual(notes);
});

test("a PIN strikes out neither amounts nor times", () => {
  using temporary = new TemporaryKeys();
  const event: AuditEvent = {
    type: "giftCard.issued",
    time,
    attributes: { pin: "2026", dueAt: "2026-02-01T00:00:00.000Z", lines: [{ minor: 2026 }] },
  };
  const { event: written } = changedOf(event, optionsWith(temporary.open()));
  expect(written.attributes).toEqual({
    dueAt: "2026-02-01T00:00:00.000Z",
    lines: [{ minor: 2026 }],
  });
});

test("e-mail addresses in free text are masked, and the source text is hidden whole", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = {
    type: "mail.bounced",
    time,
    message: `mail to ${email} bounced`,
    reason: `no such user: ${email}`,
    raw: "mail to jan.novak@exa\nmple.org bounced",
  };
  const { event: written, eventJson, notes } = changedOf(event, optionsWith(keys));
  expect(eventJson).not.toContain("jan.novak");
  expect(written).toMatchObject({
    message: "mail to ••• bounced",
    reason: "no such user: •••",
    raw: "•••",
  });
  expect(reveal(keys, written, "protectedText.message")).toBe(event.message);
  expect(reveal(keys, written, "protectedText.reason")).toBe(event.reason);
  expect(reveal(keys, written, "protectedText.raw")).toBe(event.raw);
  expect(notes).toEqual([
    { code: "protected", message: expect.stringContaining("message, reason, raw") },
  ]);
});

test("declared values do not survive in other fields, parse notes or keys", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = {
    type: "giftCard.rejected",
    time,
    message: "card 1111 2222 3333 0917 rejected",
    attributes: {
      code: "1111222233330917",
      component: "Card",
      detail: "tried 1111-2222-3333-0917 twice",
      numeric: 1111222233330917,
      attempts: { [email]: 2 },
    },
    parseNotes: [{ code: "reassembled", message: "joined 1111222233330917" }],
  };
  const { event: written, eventJson } = changedOf(event, optionsWith(keys));
  expect(eventJson).not.toMatch(/1111[\s-]?2222/);
  expect(eventJson).not.toContain(email);
  expect(written.message).toBe("card …0917 rejected");
  expect(written.attributes?.["component"]).toBe("Card");
  expect(reveal(keys, written, "attributes.detail")).toBe("tried 1111-2222-3333-0917 twice");
  expect(reveal(keys, written, "attributes.numeric")).toBe("1111222233330917");
  expect(reveal(keys, written, "attributes.attempts")).toBe(JSON.stringify({ [email]: 2 }));
  expect(written.parseNotes?.[0]).toEqual({ code: "reassembled", message: "joined …0917" });
});

test("a secret used as an object's identifier stays in clear, and is pointed out", () => {
  using temporary = new TemporaryKeys();
  const event: AuditEvent = {
    type: "giftCard.issued",
    time,
    objects: [
      { type: "order", id: "1" },
      { type: "giftCard", id: code },
    ],
    attributes: { code },
  };
  const { event: written, notes } = changedOf(event, optionsWith(temporary.open()));
  expect(written.objects).toEqual(event.objects);
  expect(notes).toEqual([
    { code: "secret-as-identifier", message: expect.stringContaining("objects.1.id") },
  ]);
});

test("a source that carries personal data has its text hidden whole", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = { type: "trace.recorded", time, message: "plain", raw: "<plain/>" };
  const { event: written } = changedOf(event, optionsWith(keys, { protectRaw: true }));
  expect(written).toMatchObject({ message: "•••", raw: "•••" });
  expect(reveal(keys, written, "protectedText.raw")).toBe("<plain/>");
  expect(reveal(keys, written, "protectedText.message")).toBe("plain");
});

test("bytes that are not UTF-8 are searched as well", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const bytes = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(" Jiří 4711")]);
  const harmless: AuditEvent = {
    type: "trace.recorded",
    time,
    rawBase64: Buffer.of(0xff, 0x00).toString("base64"),
  };
  expect(protectEvent(harmless, optionsWith(keys)).changed).toBe(false);
  const mailed = {
    ...harmless,
    rawBase64: Buffer.from(`\xff${email}`, "latin1").toString("base64"),
  };
  expect(changedOf(mailed, optionsWith(keys)).event.rawBase64).toBe("");
  const event = {
    ...harmless,
    rawBase64: bytes.toString("base64"),
    attributes: { firstName: "Jiří", pin: "4711" },
  };
  const { event: written } = changedOf(event, optionsWith(keys));
  expect(written.rawBase64).toBe("");
  expect(Buffer.from(reveal(keys, written, "protectedText.rawBase64"), "base64")).toEqual(
    Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(" Jiří …")]),
  );
});

test("a source's own declarations are heeded", () => {
  using temporary = new TemporaryKeys();
  const declarations = createDeclarations({ personal: ["nif"], clear: ["name"] });
  const event: AuditEvent = {
    type: "order.placed",
    time,
    attributes: { name: "Course", nif: "12345678Z" },
  };
  const { event: written } = changedOf(event, optionsWith(temporary.open(), { declarations }));
  expect(written.attributes).toMatchObject({ name: "Course", nif: { protected: "personal" } });
});

test("what a producer passes off as protected is encrypted like anything else", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const forged = { protected: "secret", subject: "x", mask: code, cipher: "v1.a.b" };
  const event: AuditEvent = {
    type: "giftCard.issued",
    time,
    message: `to ${email}`,
    attributes: { code: forged },
    protectedText: { message: forged },
  };
  const { event: written, eventJson } = changedOf(event, optionsWith(keys));
  expect(eventJson).not.toContain(code);
  expect(reveal(keys, written, "protectedText.message")).toBe(`to ${email}`);
});

test("an event nested too deeply to be checked is refused", () => {
  using temporary = new TemporaryKeys();
  const depth = 20_000;
  const attributes = JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
  expect(() =>
    protectEvent({ type: "order.placed", time, attributes }, optionsWith(temporary.open())),
  ).toThrowError(expect.objectContaining({ code: "invalid-event" }));
});

test("a field named __proto__ is kept", () => {
  using temporary = new TemporaryKeys();
  const event = eventSchema.parse(
    JSON.parse(
      `{"type":"giftCard.issued","time":"${time}","attributes":{"code":"${code}","__proto__":{"a":1}}}`,
    ),
  );
  const { eventJson } = changedOf(event, optionsWith(temporary.open()));
  const kept = Object.hasOwn(event.attributes ?? {}, "__proto__");
  expect(eventJson.includes('"__proto__":{"a":1}')).toBe(kept);
});

test("whatever the rest of an event holds, a planted secret never shows", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const planted = "ZZ77-QQ88-KK99";
  const leaves = fc.constantFrom<unknown>(
    planted,
    `x ${planted} y`,
    "zz77 qq88 kk99",
    5,
    null,
    "a",
  );
  const names = fc.constantFrom("code", "note", "email", "deep", "list", "pin", "name");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, leaves, tie("list"), tie("fields")),
    list: fc.array(tie("tree"), { maxLength: 3 }),
    fields: fc.dictionary(names, tie("tree"), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(fc.dictionary(names, tree), fc.dictionary(names, tree), (attributes, extra) => {
      const event: AuditEvent = {
        ...extra,
        type: "giftCard.issued",
        time,
        message: `a ${planted} b`,
        raw: `raw ${planted}`,
        attributes: { ...attributes, code: planted },
      };
      const { eventJson } = changedOf(event, optionsWith(keys));
      expect(eventJson).not.toMatch(/zz77[\s-]?qq88[\s-]?kk99/i);
    }),
  );
});
