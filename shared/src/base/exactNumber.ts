// JavaScript's numbers are doubles. A number of JSON that no double holds stays what it is by its digits, from where JSON is read to where it is written.

declare global {
  interface JSON {
    /** `context.source` is the text of a number as it stood. */
    parse(text: string, reviver: (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
  }
}

/** A number by its digits. JSON.stringify writes them as they are; Number() gives the nearest double, String() the digits. */
export class ExactNumber {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
  toJSON(): object {
    return JSON.rawJSON(this.digits);
  }
  toString(): string {
    return this.digits;
  }
}

/** How many digits a number may have when it is written out: what doubles have, and few letters do not become many bytes where it is stored. */
export const maxDigits = 400;

const literal = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

interface Decimal {
  readonly negative: boolean;
  /** Without zeros at either end; "" = zero. */
  readonly digits: string;
  /** The power of ten that the point stands behind. */
  readonly exponent: number;
  /** Written out, before and behind the point. */
  readonly length: number;
}

const withoutZeros = (digits: string): { readonly kept: string; readonly trailing: number } => {
  let [from, to] = [0, digits.length];
  while (digits[from] === "0") from += 1;
  while (to > from && digits[to - 1] === "0") to -= 1;
  return { kept: digits.slice(from, to), trailing: digits.length - to };
};

const decimalOf = (text: string): Decimal | null => {
  const match = literal.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  const { kept, trailing } = withoutZeros(whole + fraction);
  const shift = Number(power);
  return {
    negative: sign === "-",
    digits: kept,
    exponent: kept === "" ? 0 : shift - fraction.length + trailing,
    length: Math.max(1, whole.length + shift) + Math.max(0, fraction.length - shift),
  };
};

/** Whether the double is the very number that the text says. */
export const isExactly = (value: number, text: string): boolean => {
  if (String(value) === text) return true;
  const [said, held] = [decimalOf(text), decimalOf(String(value))];
  if (said === null || held === null) return false;
  return said.digits === held.digits && said.exponent === held.exponent && (said.digits === "" || said.negative === held.negative);
};

/** What a text can have in it that a double does not hold: more than fifteen digits, or an exponent. Most texts have neither. */
const suspect = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/**
 * JSON.parse, but for numbers that no double holds: those are ExactNumbers. One that would be longer than `maxDigits` is its text, and `onText` is
 * told. Throws as JSON.parse does.
 */
export const readJson = (text: string, onText?: (digits: string) => void): unknown =>
  suspect.test(text) ? JSON.parse(text, (_, value, { source }) => kept(value, source, onText)) : JSON.parse(text);

const kept = (value: unknown, source: string | undefined, onText?: (digits: string) => void): unknown => {
  if (typeof value !== "number" || source === undefined || isExactly(value, source)) return value;
  if ((decimalOf(source)?.length ?? 0) <= maxDigits) return new ExactNumber(source);
  onText?.(source);
  return source;
};

/** JSON.parse with every number that String() would write in another way, as 1.0 and 1e3, as an ExactNumber: for who passes JSON on, or reads ids. */
export const readJsonAsWritten = (text: string): unknown =>
  JSON.parse(text, (_, value, { source }) =>
    typeof value === "number" && source !== undefined && String(value) !== source ? new ExactNumber(source) : value,
  );

/** `value` for a format whose numbers are doubles: what none holds is its digits, and `onText` is told. */
export const inDoubles = (value: unknown, onText?: (digits: string) => void): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof ExactNumber) {
    const fitting = doubleOrText(value);
    if (typeof fitting === "string") onText?.(fitting);
    return fitting;
  }
  if (Array.isArray(value)) return value.map((item) => inDoubles(item, onText));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inDoubles(item, onText)]));
};

/** As a double where that is the same number; else its text. For formats whose numbers are doubles. */
export const doubleOrText = ({ digits }: ExactNumber): number | string => (isExactly(Number(digits), digits) ? Number(digits) : digits);

export const mayBeRounded = "a whole number beyond 2^53 may have been rounded before it arrived; send it as text";

/** Paths of the doubles in `value` that may have been rounded before they came: whole numbers beyond 2^53. */
export const roundedPaths = (value: unknown, path = ""): ReadonlyArray<string> => {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => roundedPaths(item, path === "" ? key : `${path}.${key}`));
};

export const hasExactNumber = (value: unknown): boolean =>
  typeof value === "object" && value !== null && (value instanceof ExactNumber || Object.values(value).some(hasExactNumber));
