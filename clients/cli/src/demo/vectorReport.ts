import { ratio } from "../commands/campaignRows.ts";
import { inShort } from "../commands/patternRows.ts";
import { outlookText } from "../commands/similarCampaigns.ts";
import type { Output } from "../terminal/output.ts";
import { grouped } from "../terminal/table.ts";
import type { VectorFigures } from "./vectorFigures.ts";

type Figures = NonNullable<VectorFigures>;

const right = (title: string) => ({ title, align: "right" as const });
const shown = 110;
/** The beginning, or where the first exact token stands. */
const excerpt = (text: string, [token = ""]: ReadonlyArray<string>): string => {
  const plain = text.replaceAll(/\s+/g, " ");
  const at = Math.max(0, plain.toLowerCase().indexOf(token));
  return `${at === 0 ? "" : "…"}${plain.slice(at, at + 2 * shown)}`;
};

const printAnswers = (out: Output, { answers }: Figures): void => {
  if (answers === null) return;
  out.heading("Questions to the knowledge, and what is cited");
  for (const { question, cited, degraded } of answers) {
    const [first, ...others] = cited;
    out.say(`${question}${degraded ? "  (found by words alone)" : ""}`);
    if (first === undefined) {
      out.say("  nothing is known about it");
      continue;
    }
    const { title, similarity, text, exact_tokens: exact } = first;
    const where = "document_id" in first ? first.uri : `content ${first.content_id}`;
    out.table(
      [{ title: "" }, { title: "", max: shown }],
      [
        ["  [1]", `${title}, similarity ${similarity.toFixed(3)}${exact.length === 0 ? "" : `, exactly ${exact.join(", ")}`}`],
        ["", where],
        ["", excerpt(text, exact)],
        ...others.map((one, i) => [`  [${i + 2}]`, `${one.title}, ${one.similarity.toFixed(3)}`]),
      ],
    );
  }
};

const printPeople = (out: Output, { similar_people: people, recommendations }: Figures, buyer: string | null): void => {
  if (people !== null && people.length > 0) {
    out.heading(`Who behaves like ${buyer}`);
    out.table(
      [{ title: "who", max: 60 }, right("alike"), { title: "pattern" }, right("converts"), { title: "because", max: 120 }],
      people.map((u) => [u.who, u.score.toFixed(3), u.pattern_type, ratio(u.conversion_rate), inShort(u.why)]),
    );
  }
  if (recommendations === null) return;
  out.heading(`What to suggest to ${recommendations.email}, who last did ${recommendations.recent_actions.slice(0, 3).join(", ")}`);
  out.table(
    [{ title: "next action", max: 40 }, { title: "converts" }, right("score"), right("lift"), right("took it")],
    recommendations.next.map((r) => [
      ...[r.action, r.conversion, r.score.toFixed(3), r.lift.toFixed(2), `${r.people_took_it} of ${r.people_considered} like them`],
    ]),
  );
};

const printCampaigns = (out: Output, { similar_campaigns: found }: Figures): void => {
  if (found === null || found.similar.length === 0) return;
  out.heading(`Finished campaigns planned like ${found.name}, and what to expect`);
  out.table(
    [
      { title: "campaign", max: 34 },
      { title: "platform" },
      right("alike"),
      right("spent"),
      right("revenue"),
      right("return"),
      right("conversion"),
    ],
    found.similar.map((c) => [
      ...[c.name, c.platform, c.score.toFixed(3), c.spent.replace(/0{4}$/, ""), c.revenue.replace(/0{4}$/, "")],
      ...[ratio(c.roi), ratio(c.conversion_rate)],
    ]),
  );
  const { outlook } = found;
  const rate = outlook?.conversion_rate ?? null;
  const cost = outlook?.cost_per_conversion ?? null;
  if (rate !== null) out.say(`conversion rate ${outlookText(rate, (n) => (n * 100).toFixed(1), "%")}`);
  if (cost !== null) {
    const numbers = { mean: Number(cost.mean), spread: Number(cost.spread), campaigns: cost.campaigns };
    out.say(`a conversion costs ${outlookText(numbers, (n) => n.toFixed(2), outlook!.currency)}`);
  }
};

const printIndexes = (out: Output, { indexes }: Figures): void => {
  out.heading("Vector indexes");
  out.table(
    [{ title: "index" }, { title: "of" }, { title: "things" }, { title: "vectors" }, { title: "failed" }, { title: "model" }],
    indexes.map((one) => [
      one.index,
      one.service,
      one.things,
      one.vectors,
      one.failed,
      `${one.model}, ${grouped(one.dimensions)} dimensions`,
    ]),
  );
  if (indexes.some(({ model }) => model.startsWith("local-lexical")))
    out.say(
      "local-lexical compares words and parts of words, not what they mean; EMBEDDING_MODEL and EMBEDDING_BASE_URL name a model that does",
    );
};

/** `buyer`: e-mail address of whom others are like. */
export const printVectors = (out: Output, figures: VectorFigures, buyer: string | null): void => {
  if (figures === null) {
    out.heading("Vector indexes");
    out.say("none: PINECONE_API_KEY is not set for the services");
    return;
  }
  printAnswers(out, figures);
  printPeople(out, figures, buyer);
  printCampaigns(out, figures);
  printIndexes(out, figures);
};
