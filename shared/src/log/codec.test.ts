import { describe, expect, it } from "vitest";
import { createCodec, type FieldCipher } from "./codec.ts";

const row = (type: string, schemaVersion: number, data: object, subjectId: string | null = null) => ({
  position: 1,
  tenantId: "t",
  streamId: "s-1",
  version: 1,
  eventId: "e",
  type,
  schemaVersion,
  data: JSON.stringify(data),
  metadata: "{}",
  subjectId,
  recordedAt: new Date(0),
});

describe("the codec", () => {
  const codec = createCodec({
    renamed: { version: 3, upcasters: { 1: (d) => ({ name: d.title }), 2: (d) => ({ ...d, length: d.name.length }) } },
  });

  it("lifts every old version step by step and writes the newest", () => {
    expect(codec.decode(row("renamed", 1, { title: "abc" }))).toMatchObject({ schemaVersion: 3, data: { name: "abc", length: 3 } });
    expect(codec.decode(row("renamed", 2, { name: "ab" })).data).toEqual({ name: "ab", length: 2 });
    expect(codec.decode(row("renamed", 3, { name: "ab", length: 9 })).data).toEqual({ name: "ab", length: 9 });
    expect(codec.encode("t", { type: "renamed", data: { name: "x", length: 1 } })).toEqual({
      type: "renamed",
      schemaVersion: 3,
      data: '{"name":"x","length":1}',
    });
  });

  it("fails closed on what it does not know", () => {
    expect(() => codec.decode(row("renamed", 4, {}))).toThrow("schema version 4; this program knows up to 3");
    expect(() => codec.decode(row("other", 1, {}))).toThrow("unknown event type other");
    expect(() => codec.encode("t", { type: "other", data: {} })).toThrow("unknown event type other");
    expect(() => createCodec({ gap: { version: 3, upcasters: { 2: (d) => d } } })).toThrow("no upcaster from version 1");
  });

  it("seals personal fields for the event's subject and no others, and opens a destroyed key to null", () => {
    const destroyed = new Set<string>();
    const cipher: FieldCipher = {
      seal: (tenant, subject, value) => Buffer.from(JSON.stringify([tenant, subject, value])).toString("base64"),
      open: (_tenant, subject, sealed) => (destroyed.has(subject) ? null : JSON.parse(Buffer.from(String(sealed), "base64").toString())[2]),
    };
    const personal = createCodec({ seen: { version: 1, personal: ["email", "traits"] } }, cipher);
    const stored = personal.encode("t", {
      type: "seen",
      subjectId: "ada",
      data: { email: "a@x", traits: { age: 3 }, plan: "pro", note: null },
    });
    expect(stored.data).not.toContain("a@x");
    expect(JSON.parse(stored.data).plan).toBe("pro");
    expect(personal.decode({ ...row("seen", 1, {}, "ada"), data: stored.data }).data).toEqual({
      email: "a@x",
      traits: { age: 3 },
      plan: "pro",
      note: null,
    });
    destroyed.add("ada");
    expect(personal.decode({ ...row("seen", 1, {}, "ada"), data: stored.data }).data).toEqual({
      email: null,
      traits: null,
      plan: "pro",
      note: null,
    });
  });
});
