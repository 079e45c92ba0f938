import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decode } from "./decode.ts";

const text = "Name;Straße\r\nZoë;Füßener Weg 1\r\n";
const wide = Buffer.from(text, "utf16le");
const cp1252 = Buffer.from("Name;Preis\r\nZo\xeb;5 \x80\r\n", "latin1");

describe("a file's text", () => {
  test.each<[string, Buffer, string]>([
    ["UTF-8", Buffer.from(text), "utf-8"],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`), "utf-8"],
    ["UTF-16LE with a byte order mark", Buffer.concat([Buffer.from([0xff, 0xfe]), wide]), "utf-16le"],
    ["UTF-16BE with a byte order mark", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]), "utf-16be"],
    ["UTF-16LE without one", wide, "utf-16le"],
    ["UTF-16BE without one", Buffer.from(wide).swap16(), "utf-16be"],
    ["gzip", gzipSync(text), "utf-8"],
  ])("of %s", (_, bytes, encoding) => expect(decode(bytes, null)).toEqual({ text, encoding }));

  test("that is no UTF-8 is what Windows writes", () =>
    expect(decode(cp1252, null)).toEqual({ text: "Name;Preis\r\nZoë;5 €\r\n", encoding: "windows-1252" }));

  test("is read as it is said", () => {
    expect(decode(Buffer.from([0x93, 0xfa, 0x96, 0x7b]), "shift_jis").text).toBe("日本");
    expect(() => decode(Buffer.from("a"), "nonsense")).toThrow(/--encoding takes a name/);
  });

  test("is none in a workbook", () => expect(() => decode(Buffer.from("PK\u0003\u0004rest"), null)).toThrow(/save it as CSV/));
});
