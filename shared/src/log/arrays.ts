/**
 * Array parameters in PostgreSQL's text form. node-pg would build the same, value by value, through a general routine that costs more
 * than the query; these know their element type.
 */
const special = /[\\"]/;
const quoted = /[\\"]/g;

/** text[] and jsonb[]; null elements allowed. */
export const textArray = (values: ReadonlyArray<string | null>): string => {
  let out = "{";
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (i > 0) out += ",";
    if (v === null || v === undefined) out += "NULL";
    else out += `"${special.test(v) ? v.replace(quoted, "\\$&") : v}"`;
  }
  return `${out}}`;
};

/** uuid[], int[], bigint[]: elements that need no quotes. */
export const plainArray = (values: ReadonlyArray<string | number | null>): string => {
  let out = "{";
  for (let i = 0; i < values.length; i++) out += (i > 0 ? "," : "") + (values[i] ?? "NULL");
  return `${out}}`;
};
