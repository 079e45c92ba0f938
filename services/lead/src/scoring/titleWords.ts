const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Ranks that are named to say whom somebody works for. */
const top = words(
  "ceo cto cfo coo cmo cio cro cpo ciso chief founder founders owner owners president chairman chairwoman chairperson board vp director directors management geschäftsführung geschäftsführer geschäftsleitung vorstand vorstands",
);
const articles = words("the our a la le el den dem");
const of = words("of for der des von vom de du della");
const past = words("former formerly ex retired past aspiring future");
/** Who owns one of these owns a business; who owns anything else (a product, a process) is responsible for it. */
const businesses = words(
  "business company co shop store restaurant bar cafe café salon studio agency brand firm practice clinic farm hotel gym franchise small sole part majority managing founding founder proud current the an is",
);
const partnerKinds = words("managing founding general equity senior law venture operating limited tax audit investment named co the a");
/** Behind a rank these say that the title is about such people: owner relations, CEO office. */
const about = "relations success services service support experience engagement onboarding enablement affairs life recruitment office büro";
const aboutThem = words(about);
const aboutPartners = words(`${about} marketing manager management lead program programs development operations sales account`);
const aboutLeads = words("gen generation nurturing scoring");
/** Who is one of them belongs to them. */
const members = words("member mitglied chair chairman chairwoman chairperson");
/** Deputies of these ranks are called assistants, and have the rank. */
const deputised = words("vice vp director manager head general managing professor");

const isOwned = (word: string): boolean => /['’]s?$/u.test(word) && word.length > 2;
const isBusinessOwner = (before: string | undefined, after: string | undefined): boolean =>
  (before === undefined || businesses.has(before) || of.has(before)) && !aboutPartners.has(after ?? "");
const isPartner = (before: string | undefined, after: string | undefined): boolean =>
  (before === undefined || partnerKinds.has(before)) && !aboutPartners.has(after ?? "");

/** A clause without what it says of others: whose assistant somebody is, to whom one reports, what one was. */
const own = (clause: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (past.has(clause[0] ?? "")) return [];
  const mine = clause.slice(clause.findLastIndex(isOwned) + 1);
  const end = mine.findIndex((word, i) => {
    if (i === 0) return false;
    const next = articles.has(mine[i + 1] ?? "") ? mine[i + 2] : mine[i + 1];
    return word === "to" || word === "supporting" || (of.has(word) && top.has(next ?? "") && !members.has(mine[i - 1]!));
  });
  return end === -1 ? mine : mine.slice(0, end);
};

/** Words that mean a rank elsewhere, and none here. */
const isNoRank = (word: string, before: string | undefined, after: string | undefined): boolean => {
  if (word === "owner" || word === "owners") return !isBusinessOwner(before, after);
  if (word === "partner") return !isPartner(before, after);
  if (word === "assistant") return deputised.has(after ?? "");
  if (word === "lead") return aboutLeads.has(after ?? "");
  return (word === "student" || word === "intern" || top.has(word)) && aboutThem.has(after ?? "");
};

/** The clauses of a job title, each as the words that say something of whoever bears it. */
export const clausesOf = (title: string): ReadonlyArray<string> =>
  title
    .split(/[,;/|&+()\n]| [-–—] | (?:and|und|y|et|e) /u)
    .map((clause) =>
      own(
        clause
          .replaceAll(/\bco-/gu, "co ")
          .replaceAll(/\bex-/gu, "ex ")
          .replaceAll(/[‐-–]|-/gu, " ")
          .split(/\s/u)
          .filter(Boolean),
      ),
    )
    .map((kept) => kept.filter((word, i) => !isNoRank(word, kept[i - 1], kept[i + 1])).join(" "));
