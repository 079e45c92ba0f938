import { isSalutation } from "@marketing/shared/base/salutation";
import { clausesOf } from "./titleWords.ts";

export type Seniority = "executive" | "vice_president" | "director" | "manager" | "senior" | "junior" | "other";

/** The first that fits a clause counts. Word by word, so that "Assistant" is not an "ass." and "Chief of Staff" is a chief all the same. */
const ranks: ReadonlyArray<readonly [Seniority, RegExp]> = [
  [
    "junior",
    /(?<!\p{L})(intern|trainee|student|apprentice|junior|assistant|assistent(in)?|assistenz|secretary|sekretär(in)?|receptionist|azubi|werkstudent(in)?|praktikant(in)?)(?!\p{L})/u,
  ],
  ["vice_president", /(?<!\p{L})(vp|svp|evp|avp|vice ?president)(?!\p{L})/u],
  [
    "executive",
    /(?<!\p{L})(ceo|cto|cfo|coo|cmo|cio|cro|cpo|ciso|chief|(co ?)?founder|owner|proprietor|partner|president|chair(man|woman|person)|managing director|geschäftsführer(in)?|geschäftsführung|geschäftsleitung|inhaber(in)?|vorstands?|board member|member of the board)(?!\p{L})/u,
  ],
  ["director", /(?<!\p{L})(director|head|leiter(in)?)(?!\p{L})/u],
  ["manager", /(?<!\p{L})(manager|management|lead|supervisor|teamleiter(in)?)(?!\p{L})/u],
  ["senior", /(?<!\p{L})(senior|sr|principal|staff|expert)(?!\p{L})/u],
];

/** Of several clauses the highest rank counts, but for a junior's: an assistant who names more is an assistant. */
const order: ReadonlyArray<Seniority> = ["junior", "executive", "vice_president", "director", "manager", "senior", "other"];

/** Longer titles are no titles; what follows is not read. */
const longest = 300;

/** What a job title says of somebody's rank, by its words and phrases; null = it names no job. */
export const seniorityOf = (jobTitle: string): Seniority | null => {
  if (isSalutation(jobTitle)) return null;
  const title = jobTitle.slice(0, longest).normalize("NFC").toLowerCase().replaceAll(".", "");
  const found = clausesOf(title).map((clause) => ranks.find(([, rank]) => rank.test(clause))?.[0]);
  return order.find((rank) => found.includes(rank)) ?? "other";
};
