const salutations: ReadonlySet<string> = new Set(
  [
    "mr mrs ms miss mx mister missus dr doctor prof professor sir madam dame lord lady rev reverend hon fr",
    "herr frau fräulein hr fr dipl ing med phil jur nat rer habil hc mag",
    "m mm mme mmes mlle monsieur madame mademoiselle me maître",
    "sr sra srta señor señora señorita don doña senhor senhora dott dottssa sig sigra signor signora signorina",
    "dhr mevr mw de heer pan pani",
  ].flatMap((words) => words.split(" ")),
);

/** Whether a text is how somebody is addressed ("Mrs.", "Herr Prof. Dr.") and no job: several systems call that column "Title". */
export const isSalutation = (text: string): boolean => {
  if (text.length > 50) return false;
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{M}]+/gu);
  return words !== null && !/\d/.test(text) && words.every((word) => salutations.has(word));
};
