import { createHash } from "node:crypto";
import type { MarketingClient } from "@marketing/client";
import type { CsvLine } from "@marketing/client/csv";
import { RpcError } from "@marketing/client/rpcError";
import { DateOrder, type OnExisting } from "@marketing/protos/lead/v1/lead_service";
import type { Answered } from "../api.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { type RetryOptions, withRetry } from "../import/retry.ts";
import type { LeadFile } from "./leadFile.ts";
import { type LeadPage, pagesOf } from "./pages.ts";

type Api = Pick<MarketingClient["lead"], "importLeads" | "getImport">;
export type PageAnswer = Answered<MarketingClient["lead"]["importLeads"]>;

/** What the command line says of a file, as the service takes it. */
export interface Said {
  readonly mapping: ReadonlyArray<{ readonly column: string; readonly field: string }>;
  readonly defaultSource: string | undefined;
  readonly onExisting: OnExisting | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly timeZone: string | undefined;
}

export interface RefusedRow {
  readonly line: CsvLine;
  /** Each with its column. */
  readonly reasons: ReadonlyArray<string>;
}

export interface Running {
  readonly retry: RetryOptions;
  readonly signal: AbortSignal;
  /** Told after each page. */
  readonly onPage: (doing: "reading" | "importing", rows: number) => void;
}

const refusedOf = (page: LeadPage, { errors }: PageAnswer): ReadonlyArray<RefusedRow> => {
  const reasons = new Map<number, string[]>();
  for (const { row, column, value, message } of errors) {
    const what = [column, value === "" ? "" : JSON.stringify(value)].filter(Boolean).join(" ");
    reasons.set(row, [...(reasons.get(row) ?? []), what === "" ? message : `${what}: ${message}`]);
  }
  return [...reasons].map(([row, why]) => ({ line: page.rows[row - 1]!, reasons: why }));
};

interface Asked {
  readonly importId: string;
  readonly page?: number;
  readonly csv: string;
  readonly final?: boolean;
  readonly validateOnly?: boolean;
}

const ask = async (api: Api, { retry, signal }: Running, said: Said, asked: Asked): Promise<PageAnswer> => {
  const request = given({ ...said, mapping: [...said.mapping], ...asked });
  return (await withRetry(() => api.importLeads(request), { ...retry, signal })).value;
};

export interface Validated {
  readonly pages: ReadonlyArray<LeadPage>;
  readonly columns: PageAnswer["columns"];
  /** As the rows are to be read: what was said, or what all dates of the file show. */
  readonly said: Said;
  /** Of the pages that were asked about. */
  readonly rows: number;
  readonly refused: ReadonlyArray<RefusedRow>;
}

/** The one order that fits the dates of every page. Throws where there is none, or more than one that makes a difference. */
const orderOf = (answers: ReadonlyArray<readonly [LeadPage, PageAnswer]>): DateOrder | undefined => {
  const told = answers.filter(([, { dateOrders }]) => dateOrders.length > 0);
  const possible = [DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST].filter((order) =>
    told.every(([, { dateOrders }]) => dateOrders.includes(order)),
  );
  const doubts = answers.filter(
    ([, { dateProblem, dateOrders }]) => dateProblem !== undefined && (dateOrders.length === 0 || possible.length > 1),
  );
  const [doubt] = doubts;
  const how = "say which with --date-format dmy or mdy";
  if (doubt !== undefined) {
    const [page, { dateProblem }] = doubt;
    const { column, row, value, message } = dateProblem!;
    throw usageError(
      `column ${JSON.stringify(column)}, row ${page.rows[row - 1]?.row ?? row}: ${JSON.stringify(value)} ${message}: ${how}`,
    );
  }
  if (told.length > 0 && possible.length === 0) {
    const at = (order: DateOrder) => told.find(([, { dateOrders }]) => !dateOrders.includes(order))![0].rows[0]!.row;
    const [day, month] = [at(DateOrder.MONTH_FIRST), at(DateOrder.DAY_FIRST)];
    throw usageError(`dates from row ${day} on have the day first, and from row ${month} on the month: ${how}`);
  }
  return told.length > 0 ? possible[0] : undefined;
};

/**
 * Asks the service what would become of the file. `whole`: of every row; else only as much as is needed to know how its dates are to be read.
 * Throws what is wrong with the file as a whole.
 */
export const validate = async (api: Api, file: LeadFile, said: Said, running: Running, whole: boolean): Promise<Validated> => {
  const pages = pagesOf(file.header, file.rows);
  const answers: Array<readonly [LeadPage, PageAnswer]> = [];
  let rows = 0;
  for (const page of pages) {
    running.signal.throwIfAborted();
    const answer = await ask(api, running, said, { importId: "preview", csv: page.csv, validateOnly: true });
    answers.push([page, answer]);
    rows += page.rows.length;
    running.onPage("reading", rows);
    const dated = answer.columns.some(({ field }) => field === "created_at");
    if (!whole && (!dated || said.dateOrder !== undefined)) break;
  }
  return {
    pages,
    columns: answers[0]![1].columns,
    said: { ...said, dateOrder: said.dateOrder ?? orderOf(answers) },
    rows,
    refused: answers.flatMap(([page, answer]) => refusedOf(page, answer)),
  };
};

/** Names an import by what it does: the same file with the same options is the same import, whoever starts it, and goes on where it stopped. */
export const importIdOf = (file: LeadFile, said: Said): string =>
  `file-${createHash("sha256")
    .update(JSON.stringify([file.hash, said]))
    .digest("hex")
    .slice(0, 32)}`;

const countNames = ["rows", "created", "updated", "ignored", "duplicates", "failed"] as const;
export type LeadCounts = Readonly<Record<(typeof countNames)[number], number>>;
export const noCounts: LeadCounts = { rows: 0, created: 0, updated: 0, ignored: 0, duplicates: 0, failed: 0 };

const plus = (a: LeadCounts, counts: PageAnswer["counts"]): LeadCounts =>
  Object.fromEntries(countNames.map((name) => [name, a[name] + Number(counts?.[name] ?? 0)])) as Record<
    (typeof countNames)[number],
    number
  >;

export interface Taken {
  /** Of the rows that this run brought. */
  readonly now: LeadCounts;
  /** Of the rows that had been taken before. */
  readonly before: LeadCounts;
  readonly refused: ReadonlyArray<RefusedRow>;
}

/** What was taken under this name before; nothing is known of it with a key that may write and not read: then every page is sent, which is safe. */
const earlierOf = async (api: Api, importId: string, { retry, signal }: Running): Promise<Answered<Api["getImport"]> | null> => {
  try {
    return (await withRetry(() => api.getImport({ importId }), { ...retry, signal })).value;
  } catch (error) {
    if (error instanceof RpcError && error.code === permissionDenied) return null;
    throw error;
  }
};
const permissionDenied = 7;

/**
 * Sends the pages in their order: an address counts where it stands first. Pages that were taken in an earlier run are not sent again, unless all
 * refused rows are wanted (`all`), whose reasons come with the answers.
 */
export const takePages = async (api: Api, id: string, { pages, said }: Validated, running: Running, all: boolean): Promise<Taken> => {
  const earlier = await earlierOf(api, id, running);
  const next = all || earlier === null ? 0 : earlier.nextPage;
  let taken: Taken = { now: noCounts, before: noCounts, refused: [] };
  let rows = 0;
  for (const page of pages) {
    running.signal.throwIfAborted();
    rows += page.rows.length;
    if (page.number < next) {
      if (page.number === next - 1) taken = { ...taken, before: plus(noCounts, earlier?.counts) };
      continue;
    }
    const { number, csv, final } = page;
    const answer = await ask(api, running, said, { importId: id, page: number, csv, final });
    const which = answer.replayed ? "before" : "now";
    taken = { ...taken, [which]: plus(taken[which], answer.counts), refused: [...taken.refused, ...refusedOf(page, answer)] };
    running.onPage("importing", rows);
  }
  return taken;
};
