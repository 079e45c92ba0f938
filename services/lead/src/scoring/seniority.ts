export type Seniority = "executive" | "vice_president" | "director" | "manager" | "senior" | "junior" | "other";

/** The first that fits counts. Word by word, so that "Assistant" is not an "ass." and "Chief of Staff" is a chief all the same. */
const ranks: ReadonlyArray<readonly [Seniority, RegExp]> = [
  ["junior", /\b(intern|trainee|student|apprentice|junior|assistant|werkstudent|praktikant(in)?)\b/],
  ["vice_president", /\b(vp|svp|evp|avp|vice[ -]president)\b/],
  [
    "executive",
    /\b(ceo|cto|cfo|coo|cmo|cio|cro|cpo|ciso|chief|founder|co-?founder|owner|partner|president|managing director|geschäftsführer(in)?|inhaber(in)?)\b/u,
  ],
  ["director", /\b(director|head|leiter(in)?)\b/],
  ["manager", /\b(manager|management|lead|supervisor|teamleiter(in)?)\b/],
  ["senior", /\b(senior|sr|principal|staff|expert)\b/],
];

export const seniorityOf = (jobTitle: string): Seniority => {
  const title = jobTitle.normalize("NFC").toLowerCase().replaceAll(".", "");
  return ranks.find(([, words]) => words.test(title))?.[0] ?? "other";
};
