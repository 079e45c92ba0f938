/** The shortest decimal, of 7 to 9 digits, that is read back as the same 32-bit float: 0.4 is answered as 0.4 and not as 0.4000000059604645. */
const shortestDecimal = (value: number): string => {
  for (let digits = 7; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(Number(value.toPrecision(9)));
};

/** A JSON array of 32-bit floats. */
export const float32Json = (values: ArrayLike<number>): string => {
  const parts = new Array<string>(values.length);
  for (let i = 0; i < values.length; i++) parts[i] = shortestDecimal(Math.fround(values[i]!));
  return `[${parts.join(",")}]`;
};

export const float32Text = (value: number): string => shortestDecimal(Math.fround(value));
