import type { Counts, ImportEvent, TakenPage } from "./events.ts";

/** The pages taken, in the order of taking. */
export type ImportState = ReadonlyArray<TakenPage>;

export const initialImport: ImportState = [];

export const evolve = (pages: ImportState, { data }: ImportEvent): ImportState => [...pages, data];

export const pageNumbered = (pages: ImportState, number: number): TakenPage | undefined => pages.find(({ page }) => page === number);

const add = (a: Counts, b: Counts): Counts => ({
  rows: a.rows + b.rows,
  created: a.created + b.created,
  updated: a.updated + b.updated,
  ignored: a.ignored + b.ignored,
  duplicates: a.duplicates + b.duplicates,
  failed: a.failed + b.failed,
});

export const totalOf = (pages: ImportState): Counts =>
  pages.map(({ counts }) => counts).reduce(add, { rows: 0, created: 0, updated: 0, ignored: 0, duplicates: 0, failed: 0 });

/** The first page that was not taken yet. */
export const nextPage = (pages: ImportState): number => {
  const taken = new Set(pages.map(({ page }) => page));
  let next = 0;
  while (taken.has(next)) next += 1;
  return next;
};

/** Every page up to the last one was taken. */
export const isFinished = (pages: ImportState): boolean => {
  const last = pages.filter(({ final }) => final).map(({ page }) => page);
  return last.length > 0 && nextPage(pages) > Math.min(...last);
};
