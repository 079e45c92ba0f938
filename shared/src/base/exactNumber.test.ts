import { expect, it } from "vitest";
import { ExactNumber, inDoubles, isExactly, maxDigits, readJson, readJsonAsWritten, roundedPaths } from "./exactNumber.ts";
import { canonicalJson, sameJson } from "./json.ts";

const random = (below: number): number => Math.floor(Math.random() * below);
const digits = (count: number): string => Array.from({ length: count }, () => random(10)).join("");

/** A number as JSON can have it: whole or not, signed or not, with and without an exponent, of up to 40 digits. */
const literal = (): string => {
  const whole = random(3) === 0 ? "0" : `${1 + random(9)}${digits(random(22))}`;
  const fraction = random(2) === 0 ? "" : `.${digits(1 + random(22))}`;
  const power = random(3) > 0 ? "" : `${["e", "E"][random(2)]}${["", "+", "-"][random(3)]}${random(40)}`;
  return `${random(4) === 0 ? "-" : ""}${whole}${fraction}${power}`;
};

/** The number as a whole one of 10^-100, by whole numbers alone. */
const scaled = (text: string): bigint => {
  const [, sign, whole = "", fraction = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)!;
  const value = BigInt(whole + fraction) * 10n ** BigInt(100 + Number(power) - fraction.length);
  return sign === "-" ? -value : value;
};

it("a number is a double where that is the same number, and its digits else: 20,000 by chance", () => {
  const kept = { double: 0, digits: 0 };
  for (let i = 0; i < 20_000; i++) {
    const text = literal();
    const value = readJson(`{"a":[${text}]}`) as { a: [unknown] };
    const [read] = value.a;
    if (read instanceof ExactNumber) {
      kept.digits++;
      expect(scaled(String(Number(text))), text).not.toBe(scaled(text));
      expect(JSON.stringify(value)).toBe(`{"a":[${text}]}`);
    } else {
      kept.double++;
      expect(scaled(String(read)), text).toBe(scaled(text));
    }
  }
  expect(kept.double).toBeGreaterThan(1_000);
  expect(kept.digits).toBeGreaterThan(1_000);
});

it.each([
  ["12345678901234567890", '{"n":12345678901234567890}'],
  ["1234567890123456789", '{"n":1234567890123456789}'],
  ["0.1000000000000000055", '{"n":0.1000000000000000055}'],
  ["9007199254740993", '{"n":9007199254740993}'],
  ["1e-400", '{"n":"1e-400"}'],
  ["1e400", '{"n":"1e400"}'],
  ["1e399", '{"n":1e399}'],
  ["-1E+500", '{"n":"-1E+500"}'],
  ["1.0", '{"n":1}'],
  ["1e3", '{"n":1000}'],
  ["-0", '{"n":0}'],
  ["1e21", '{"n":1e+21}'],
  ["5e-324", '{"n":5e-324}'],
  ["1.7976931348623157e308", '{"n":1.7976931348623157e+308}'],
])("%s is written again as %s", (text, written) => {
  const asText: string[] = [];
  expect(JSON.stringify(readJson(` {"n":${text}}`, (digits) => asText.push(digits)))).toBe(written);
  expect(asText).toEqual(written.includes(`"${text}"`) ? [text] : []);
});

it("a number alone, in a list and behind a space is seen", () => {
  for (const [before, after] of [
    ["", ""],
    ["[", "]"],
    ["[1, ", ",2]"],
    ['{"a" :\n', "}"],
  ])
    expect(JSON.stringify(readJson(`${before}12345678901234567890${after}`))).toContain("12345678901234567890");
});

it("what is no number is left alone, whatever it looks like", () => {
  const value = { "1e5": "12345678901234567890", a: "x:1e400", b: ["8c7a4e1e-1e45-4000-8000-1e400e400e40", 1.5], __proto__x: null };
  expect(readJson(JSON.stringify(value))).toEqual(value);
  expect(() => readJson('{"a":1e')).toThrow(SyntaxError);
});

it("the text of a number that is passed on is the text that came: 1.0 and 1e3 too", () => {
  for (const text of ["1.0", "1e3", "1E3", "-0", "1e21", "10.50", "0.10", "1234567890123456789"]) {
    expect(JSON.stringify(readJsonAsWritten(`{"n":${text}}`))).toBe(`{"n":${text}}`);
    expect(String((readJsonAsWritten(`{"n":${text}}`) as { n: unknown }).n)).toBe(text);
  }
});

it("a format of doubles gets the digits of what no double holds", () => {
  const told: string[] = [];
  const value = readJsonAsWritten('{"a":1.0,"b":{"c":[12345678901234567890,1e400,null]},"__proto__":2}');
  expect(JSON.stringify(inDoubles(value, (digits) => told.push(digits)))).toBe(
    '{"a":1,"b":{"c":["12345678901234567890","1e400",null]},"__proto__":2}',
  );
  expect(told).toEqual(["12345678901234567890", "1e400"]);
});

it("doubles that may have been rounded are found by their path", () => {
  const value = { a: 2 ** 53, b: [1, { c: -(2 ** 60) }], d: 2 ** 53 - 1, e: 0.1 + 0.2, f: 1e300, g: "9007199254740993" };
  expect(roundedPaths(value, "traits")).toEqual(["traits.a", "traits.b.1.c", "traits.f"]);
});

it("exact numbers are compared by their digits", () => {
  const [a, b] = [new ExactNumber("12345678901234567890"), new ExactNumber("12345678901234567891")];
  expect([sameJson(a, new ExactNumber(a.digits)), sameJson(a, b), sameJson(a, {}), sameJson(a, a.digits)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(canonicalJson({ b: a, a: 1 })).toBe('{"a":1,"b":12345678901234567890}');
  expect(isExactly(Number.POSITIVE_INFINITY, "1e400")).toBe(false);
  expect(maxDigits).toBeGreaterThan(309 + 17); // the longest doubles
});
