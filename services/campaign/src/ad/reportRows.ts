import { isUuid } from "@marketing/shared/base/ids";
import { parseTimestamp } from "@marketing/shared/base/timestamp";
import { readCsv, recordProblem } from "@marketing/shared/csv/csv";
import { maxAmount, microsOfDecimal } from "../money.ts";
import type { Metrics } from "./events.ts";

export interface RowError {
  readonly row: number;
  readonly field: string;
  readonly message: string;
}
export interface ReportRow {
  readonly row: number;
  readonly adCampaignId: string | null;
  readonly platformCampaignId: string | null;
  readonly currency: string | null;
  readonly metrics: Metrics;
}

export interface Report {
  readonly rows: ReadonlyArray<ReportRow>;
  readonly errors: ReadonlyArray<RowError>;
  readonly total: number;
  readonly failed: number;
}

const columns = [
  "ad_campaign_id",
  "platform_campaign_id",
  "as_of",
  "impressions",
  "clicks",
  "conversions",
  "spend",
  "spend_micros",
  "revenue",
  "revenue_micros",
  "currency",
];
export const maxRows = 20_000;
const day = 86_400_000;
const mostCounted = 1_000_000_000_000;

const countOf = (text: string, most: number): number | null => (/^\d{1,16}$/.test(text) && Number(text) <= most ? Number(text) : null);

const timeOf = (text: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return null;
  const at = parseTimestamp(text);
  return Number.isNaN(at) ? null : at;
};

/** A platform's CSV as reports, and everything that is wrong with it by row. `names`: the platform's name of a column → ours. */
export const readReport = (csv: string, names: Readonly<Record<string, string>>, now: number): Report => {
  const rows: ReportRow[] = [];
  const errors: RowError[] = [];
  const stop = (row: number, field: string, message: string) => ({ rows: [], errors: [{ row, field, message }], total: 0, failed: 0 });
  let header: ReadonlyArray<string> | null = null;
  let places: ReadonlyMap<string, number> = new Map();
  let total = 0;
  let failed = 0;
  const { records, problem } = readCsv(csv, { maxRecords: maxRows + 1 });
  for (const { row, fields } of records) {
    if (header === null) {
      header = fields.map(
        (f) =>
          (Object.hasOwn(names, f.trim()) ? names[f.trim()] : undefined) ??
          f
            .trim()
            .toLowerCase()
            .replaceAll(/[\s-]+/g, "_"),
      );
      const missing = ["as_of", "impressions", "clicks"].filter((c) => !header!.includes(c));
      if (!header.includes("ad_campaign_id") && !header.includes("platform_campaign_id"))
        missing.push("ad_campaign_id or platform_campaign_id");
      if (missing.length > 0) return stop(row, "", `the first line lacks ${missing.join(", ")}`);
      const twice = header.find((c, i) => columns.includes(c) && header!.indexOf(c) !== i);
      if (twice) return stop(row, twice, "stands twice in the first line");
      places = new Map(header.map((column, i) => [column, i]));
      continue;
    }
    total++;
    const get = (column: string): string => (fields[places.get(column) ?? -1] ?? "").trim();
    const before = errors.length;
    const wrong = (field: string, message: string): void => {
      errors.push({ row, field, message });
    };
    const counted = (column: string): number => {
      const n = get(column) === "" && column === "conversions" ? 0 : countOf(get(column), mostCounted);
      if (n === null) wrong(column, "must be a whole number that is not negative");
      return n ?? 0;
    };
    const money = (column: string): number => {
      const micros = get(`${column}_micros`);
      if (micros === "" && get(column) === "") return 0;
      const n = micros === "" ? microsOfDecimal(get(column)) : countOf(micros, maxAmount);
      if (n === null)
        wrong(micros === "" ? column : `${column}_micros`, "must be an amount that is not negative, with at most six decimals");
      return n ?? 0;
    };
    const adCampaignId = get("ad_campaign_id");
    if (adCampaignId === "" && get("platform_campaign_id") === "") wrong("ad_campaign_id", "is required, or platform_campaign_id");
    if (adCampaignId !== "" && !isUuid(adCampaignId)) wrong("ad_campaign_id", "must be a UUID");
    const asOf = timeOf(get("as_of"));
    if (asOf === null) wrong("as_of", "must be a time (RFC 3339) or a date");
    else if (asOf > now + day) wrong("as_of", "is more than 24 h ahead");
    const currency = get("currency").toUpperCase();
    if (currency !== "" && !/^[A-Z]{3}$/.test(currency)) wrong("currency", "must be an ISO 4217 code");
    const metrics: Metrics = {
      impressions: counted("impressions"),
      clicks: counted("clicks"),
      conversions: counted("conversions"),
      spend: money("spend"),
      revenue: money("revenue"),
      asOf: asOf ?? 0,
    };
    if (errors.length > before) failed++;
    else
      rows.push({
        row,
        adCampaignId: adCampaignId === "" ? null : adCampaignId.toLowerCase(),
        platformCampaignId: get("platform_campaign_id") || null,
        currency: currency || null,
        metrics,
      });
  }
  if (problem?.reason === "too many records") return stop((records.at(-1)?.row ?? 0) + 1, "", `more than ${maxRows} rows`);
  if (problem !== null) errors.push({ row: 0, field: "", message: recordProblem(problem) });
  if (header === null && errors.length === 0) return stop(1, "", "there is no first line with the names of the columns");
  return { rows, errors, total, failed };
};
