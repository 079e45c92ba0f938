import { createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readJson } from "../base/exactNumber.ts";
import { createCodec } from "./codec.ts";
import type { KeysOf, PersonKey } from "./personKeys.ts";

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

  const personal = createCodec({
    seen: { version: 2, personal: ["email", "traits"], upcasters: { 1: (d) => ({ ...d, traits: d.traits ?? {} }) } },
    passed: { version: 1, personal: ["email"] },
  });
  const keys = new Map<string, PersonKey>(["ada", "bob"].map((id) => [id, createSecretKey(randomBytes(32))]));
  const keysOf: KeysOf = ({ subjectId }) => keys.get(subjectId);
  const data = { email: "a@x", traits: { age: 3, order: 1 }, plan: "pro", note: null };
  const sealedRow = (type: string, subjectId: string) => ({
    ...row(type, 2, {}, subjectId),
    data: personal.encode("t", { type: "seen", subjectId: "ada", data }, keysOf).data,
  });

  it("seals personal fields under the key of the event's subject, and opens them with it", () => {
    const { data: text } = sealedRow("seen", "ada");
    expect(text).not.toMatch(/a@x|email|traits|age/);
    expect(JSON.parse(text)).toMatchObject({ plan: "pro", note: null });
    expect(personal.decode(sealedRow("seen", "ada"), keysOf).data).toEqual(data);
    expect(text).not.toBe(sealedRow("seen", "ada").data);
  });

  it("opens nothing with another key, for another person or type, or where it was changed", () => {
    expect(() => personal.decode(sealedRow("seen", "bob"), keysOf)).toThrow();
    expect(() => personal.decode({ ...sealedRow("passed", "ada"), schemaVersion: 1 }, keysOf)).toThrow();
    expect(() => personal.decode({ ...sealedRow("seen", "ada"), tenantId: "u" }, keysOf)).toThrow();
    const changed = sealedRow("seen", "ada");
    const { $sealed, ...plain } = JSON.parse(changed.data);
    const bytes = Buffer.from($sealed, "base64");
    for (const at of [0, 5, 20, bytes.length - 1]) {
      const other = Buffer.from(bytes);
      other[at]! ^= 1;
      expect(() =>
        personal.decode({ ...changed, data: JSON.stringify({ ...plain, $sealed: other.toString("base64") }) }, keysOf),
      ).toThrow();
    }
    expect(() => personal.decode(changed)).toThrow("KEY_ENCRYPTION_KEY is not set");
  });

  it("has blanks in the place of what a destroyed key sealed, whatever upcasters say, and seals nothing for it", () => {
    const gone: KeysOf = () => null;
    const blank = { email: null, traits: null, plan: "pro", note: null };
    expect(personal.decode(sealedRow("seen", "ada"), gone).data).toEqual(blank);
    expect(personal.decode({ ...sealedRow("seen", "ada"), schemaVersion: 1 }, gone).data).toEqual(blank);
    expect(() => personal.encode("t", { type: "seen", subjectId: "ada", data }, gone)).toThrow("was erased");
  });

  it("reads plain events as they are, though a field of theirs looks sealed, and keeps digits", () => {
    const plain = { ...data, traits: { $sealed: "AAAA" } };
    expect(personal.decode(row("seen", 2, plain, "ada"), keysOf).data).toEqual(plain);
    const exact = readJson('{"order":9007199254740993}');
    const stored = personal.encode("t", { type: "seen", subjectId: "ada", data: { ...data, traits: exact } }, keysOf);
    expect(JSON.stringify(personal.decode({ ...row("seen", 2, {}, "ada"), data: stored.data }, keysOf).data)).toContain("9007199254740993");
    expect(personal.encode("t", { type: "seen", data }, keysOf).data).toBe(JSON.stringify(data));
  });
});
