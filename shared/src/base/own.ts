// Words that others chose as keys of plain objects. An object has "constructor" and "toString" before anybody wrote them, and writing "__proto__"
// writes nothing. Where a Map will do it is better.

/** What stands under a key in the object itself. */
export const ownValue = <A>(record: { readonly [key: string]: A }, key: string): A | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Writes under any key, `__proto__` too. */
export const setOwn = <A>(record: { [key: string]: A }, key: string, value: A): void => {
  if (key === "__proto__") Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  else record[key] = value;
};

/** Several as one; of what stands in more than one of them, the last. */
export const merged = <A>(records: ReadonlyArray<{ readonly [key: string]: A }>): { [key: string]: A } =>
  Object.fromEntries(records.flatMap((record) => Object.entries(record)));
