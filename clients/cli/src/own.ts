/** What stands under a key in the object itself: "constructor" is in every other before anybody wrote it. */
export const ownValue = <A>(record: { readonly [key: string]: A }, key: string): A | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
