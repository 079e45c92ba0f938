/** Money is whole micros (millionths of a unit), as the contracts' int64 gives and takes them; these are the ways in and out, without a float. */
const decimal = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/;
const unit = 1_000_000n;

/** "49.90" → 49900000n. Takes a decimal text, or a number where the amount is meant as printed. Throws a RangeError on more than six places. */
export const toMicros = (amount: string | number): bigint => {
  const found = decimal.exec(String(amount));
  if (found === null) throw new RangeError(`not an amount of at most six places: ${JSON.stringify(amount)}`);
  const [, sign, whole, fraction = ""] = found;
  const micros = BigInt(whole!) * unit + BigInt(fraction.padEnd(6, "0"));
  return sign === "-" ? -micros : micros;
};

/** 49900000n → "49.90": at least `places` places, and as many more as the amount has. Takes text too, as events have it. */
export const fromMicros = (micros: string | number | bigint, places = 2): string => {
  const all = BigInt(micros);
  const size = all < 0n ? -all : all;
  const fraction = (size % unit).toString().padStart(6, "0").replace(/0+$/, "").padEnd(places, "0");
  return `${all < 0n ? "-" : ""}${size / unit}${fraction === "" ? "" : `.${fraction}`}`;
};

/** Exact sum of amounts in micros. */
export const sumMicros = (amounts: Iterable<string | number | bigint>): bigint => {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return sum;
};
