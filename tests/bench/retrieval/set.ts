import { readdirSync, readFileSync } from "node:fs";
import { familyMembers } from "./families.ts";
import type { Grades } from "./metrics.ts";

export interface Document {
  readonly id: string;
  /** Of the knowledge base: "product_docs". */
  readonly category: string;
  readonly title: string;
  readonly text: string;
}

export const kinds = ["paraphrase", "keyword", "exact", "question", "typo", "mixed"] as const;
export type Kind = (typeof kinds)[number];
/** Weights are tuned by looking at `dev` alone. */
export const splits = ["dev", "held-out"] as const;
export type Split = (typeof splits)[number];

export interface LabelledQuery {
  readonly split: Split;
  readonly kind: Kind;
  readonly text: string;
  readonly grades: Grades;
}

const directory = new URL("documents/", import.meta.url);
const lines = (text: string): ReadonlyArray<string> => text.split("\n").filter((line) => line !== "");

/** One area: "category: x", then documents of "## id title" and their text. */
const documentsOf = (area: string): ReadonlyArray<Document> => {
  const [head = "", ...parts] = area.split(/^## /m);
  const category = head.trim().replace("category: ", "");
  return parts.map((part) => {
    const [first = "", ...text] = part.split("\n");
    const space = first.indexOf(" ");
    return { id: first.slice(0, space), category, title: first.slice(space + 1), text: text.join("\n").trim() };
  });
};

export const readDocuments = (): ReadonlyArray<Document> => {
  const areas = readdirSync(directory).filter((name) => name.endsWith(".md"));
  return [
    ...areas.sort().flatMap((name) => documentsOf(readFileSync(new URL(name, directory), "utf8"))),
    ...familyMembers(lines(readFileSync(new URL("families.tsv", directory), "utf8"))),
  ];
};

export const queriesFile = (split: Split): URL => new URL(`queries/${split}.tsv`, import.meta.url);

/** Words that stand in none of the documents: what is found for one is found by chance. */
export const readNowhere = (): ReadonlyArray<string> => lines(readFileSync(new URL("queries/nowhere.txt", import.meta.url), "utf8"));

/** A query a line: kind, text, "document:grade" and so on, between tabs. */
export const readQueries = (): ReadonlyArray<LabelledQuery> =>
  splits.flatMap((split) =>
    lines(readFileSync(queriesFile(split), "utf8")).map((line) => {
      const [kind = "", text = "", labels = ""] = line.split("\t");
      const grades = new Map(labels.split(" ").map((label) => [label.slice(0, label.lastIndexOf(":")), Number(label.slice(-1))]));
      return { split, kind: kind as Kind, text, grades };
    }),
  );
