import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { random } from "../simulate/prng.ts";
import { inUtf8, type Line, maxLineBytes, splitLines, unzipped } from "./lines.ts";

const chunks = async function* (parts: ReadonlyArray<Buffer>): AsyncGenerator<Buffer> {
  yield* parts;
};
const read = async (parts: ReadonlyArray<Buffer>): Promise<Line[]> => {
  const lines: Line[] = [];
  for await (const line of splitLines(inUtf8(unzipped(chunks(parts))))) lines.push({ ...line, bytes: Buffer.from(line.bytes) });
  return lines;
};
const texts = async (parts: ReadonlyArray<Buffer>) => (await read(parts)).map(({ bytes }) => bytes.toString());

const cut = (whole: Buffer, seed: string): Buffer[] => {
  const r = random(seed);
  const parts: Buffer[] = [];
  for (let at = 0; at < whole.length; ) {
    const to = Math.min(whole.length, at + r.int(1, 9));
    parts.push(whole.subarray(at, to));
    at = to;
  }
  return parts;
};

describe("lines", () => {
  const text = "one\ntwo ü\r\n\n  four\nlast without end";
  const expected = ["one", "two ü", "", "  four", "last without end"];

  test("are the same however the input is cut, plain or gzipped, in one member or several", async () => {
    const plain = Buffer.from(text);
    const members = Buffer.concat([gzipSync(plain.subarray(0, 6)), gzipSync(plain.subarray(6))]);
    for (const [i, whole] of [plain, gzipSync(plain), members].entries()) {
      for (let seed = 0; seed < 30; seed += 1) expect(await texts(cut(whole, `${i} ${seed}`))).toEqual(expected);
      expect(await texts([whole])).toEqual(expected);
    }
  });

  test("are numbered from 1 and have neither byte order mark nor a last empty one", async () => {
    const lines = await read([Buffer.from("\ufeffa\nb\n")]);
    expect(lines.map(({ number, bytes }) => [number, bytes.toString()])).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    expect(await read([])).toEqual([]);
    expect(await texts([Buffer.from("\n")])).toEqual([""]);
  });

  test("of UTF-16 are those of UTF-8, gzipped or not, however they are cut", async () => {
    const little = Buffer.from(`\ufeff${text} \u{1f600}`, "utf16le");
    for (const [i, whole] of [little, Buffer.from(little).swap16(), gzipSync(little)].entries())
      for (let seed = 0; seed < 10; seed += 1)
        expect(await texts(cut(whole, `utf16 ${i} ${seed}`))).toEqual([...expected.slice(0, -1), `${expected.at(-1)} \u{1f600}`]);
  });

  test("that are too long are reported and not held", async () => {
    const long = Buffer.alloc(1024 * 1024, "x");
    const many = Array.from({ length: maxLineBytes / long.length + 2 }, () => long);
    const lines = await read([Buffer.from("a\n"), ...many, Buffer.from("\nb\n")]);
    expect(lines.map(({ number, problem }) => [number, problem])).toEqual([
      [1, null],
      [2, "line longer than 8 MB"],
      [3, null],
    ]);
  });

  test("of an archive that breaks off end with one that says so", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `line ${i} ${random(String(i)).uuid()}`).join("\n");
    const whole = gzipSync(lines);
    const got = await read([whole.subarray(0, whole.length - 2_000)]);
    expect(got.length).toBeGreaterThan(100);
    expect(got.at(-1)!.problem).toMatch(/^the archive breaks off here/);
    expect(got.map(({ broken }) => broken === true).lastIndexOf(true)).toBe(got.length - 1);
    expect(got.slice(0, -1).every(({ problem }) => problem === null)).toBe(true);
  });

  test("end with an error where reading fails", async () => {
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from("a\nb");
      throw new Error("disk gone");
    };
    await expect(async () => {
      for await (const _ of splitLines(unzipped(failing()))) void _;
    }).rejects.toThrow("disk gone");
  });
});
