import { describe, expect, it } from "vitest";
import { domainOf, invalidEmail, normaliseEmail } from "./email.ts";

const sameAddress: ReadonlyArray<readonly [what: string, ...ReadonlyArray<string>]> = [
  ["case", "Ada@Engines.Example", "ada@engines.example", "ADA@ENGINES.EXAMPLE"],
  ["a dotted capital I", "İPEK@posta.example", "ipek@posta.example", "i\u0307pek@posta.example", "I\u0307PEK@POSTA.EXAMPLE"],
  ["a final sigma", "ΝΙΚΟΣ@post.example", "νικος@post.example", "νικοσ@post.example", "Νικος@post.example"],
  ["a sharp s", "weiß@post.example", "WEISS@post.example", "weiẞ@post.example", "weiss@post.example"],
  ["full-width letters", "ａｄａ＠ｅｎｇｉｎｅｓ．ｅｘａｍｐｌｅ", "ada@engines.example"],
  ["zero-width characters", "a\u200bda@engines.example", "ada\u200d@engines\u2060.example\u200b", "\u200e\u202aada@engines.example\u202c"],
  ["soft hyphens", "a\u00adda@engi\u00adnes.example", "ada@engines.example"],
  ["a byte order mark", "\ufeffada@engines.example", "ada@engines.example\ufeff", "ada@engines.example"],
  ["spaces that do not break", "\u00a0ada@engines.example\u202f", "\u200b\u00a0ada@engines.example", "ada@engines.example"],
  ["composed and decomposed letters", "zoe\u0308@cafe\u0301.example", "zo\u00eb@caf\u00e9.example", "ZOE\u0308@CAFE\u0301.EXAMPLE"],
  ["a domain in Punycode", "a@xn--bcher-kva.example", "a@bücher.example", "a@XN--BCHER-KVA.example", "a@BU\u0308CHER.example"],
  ["ligatures", "oﬃce@x.example", "office@x.example"],
];

const different: ReadonlyArray<readonly [string, string]> = [
  ["ada+news@x.example", "ada@x.example"],
  ["a.da@x.example", "ada@x.example"],
  ["ılgaz@x.example", "ilgaz@x.example"],
  ["müller@x.example", "mueller@x.example"],
  ["müller@x.example", "muller@x.example"],
  ["a@x.example", "a@x.example.com"],
];

describe("an e-mail address", () => {
  it.each(sameAddress)("is the same whatever %s", (_, ...addresses) => {
    expect(new Set(addresses.map(normaliseEmail)).size, JSON.stringify(addresses.map(normaliseEmail))).toBe(1);
    for (const one of addresses) expect(invalidEmail(one), JSON.stringify(one)).toBeNull();
  });
  it.each(different)("%s is another than %s", (a, b) => expect(normaliseEmail(a)).not.toBe(normaliseEmail(b)));
  it("keeps its normal form, with every letter, mark, digit and symbol there is", () => {
    const moved: string[] = [];
    for (let code = 0; code <= 0x1ffff; code++) {
      const character = String.fromCodePoint(code);
      if (!/[\p{L}\p{M}\p{N}\p{S}]/u.test(character)) continue;
      const once = normaliseEmail(`a${character}b@x${character}y.example`);
      if (normaliseEmail(once) !== once) moved.push(code.toString(16));
    }
    expect(moved).toEqual([]);
  });
  it("is the same for both cases of every letter that the runtime knows, dotless i apart", () => {
    const two: string[] = [];
    for (let code = 0x80; code <= 0x1ffff; code++) {
      const letter = String.fromCodePoint(code);
      if (!/\p{L}/u.test(letter) || letter.toLowerCase() === letter.toUpperCase() || letter === "ı") continue;
      const forms = [letter, letter.toLowerCase(), letter.toUpperCase(), letter.normalize("NFD"), letter.normalize("NFC")];
      if (new Set(forms.map((form) => normaliseEmail(`${form}@x.example`))).size > 1) two.push(code.toString(16));
    }
    expect(two).toEqual([]);
  });
  it("is told from what is none", () => {
    for (const good of ["a@x.com", "A.b+c@sub.example.co", "ü@exämple.de", `${"a".repeat(249)}@x.com`])
      expect(invalidEmail(good)).toBeNull();
    for (const bad of [
      ...["", "not-an-email", "a@b", "a b@x.com", "a\u00a0b@x.com", "@x.com", "a@x..com", "a@@x.com", "\u200b@x.com"],
      ...[`${"a".repeat(250)}@x.com`, "a@x.com\u0000"],
    ])
      expect(invalidEmail(bad), JSON.stringify(bad)).not.toBeNull();
  });
  it("has a domain", () => expect(domainOf("Ada@XN--Bcher-kva.EXAMPLE ")).toBe("bücher.example"));
});
