/** An exact decimal text, half away from zero, to so many places: "0.12345" to four is "0.1235". Takes what `decimalPattern` takes. */
export const roundDecimal = (text: string, places: number): string => {
  const [whole = "0", fraction = ""] = text.split(".");
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  const rounded = (fraction[places] ?? "0") >= "5" ? kept + 1n : kept;
  const digits = rounded.toString().padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

export const decimalPattern = /^\d{1,18}(\.\d{1,30})?$/;

/** A finite number ≥ 0 as decimal text, as exactly as its shortest form says. */
export const decimalOf = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20) : text;
};
