import { split } from "../money.ts";

export const models = ["first", "last", "linear"] as const;
export type Model = (typeof models)[number];
/** Touches older than this before a conversion earn nothing, ms. */
export const lookbackMs = 90 * 86_400_000;

export interface Share {
  readonly campaignId: string;
  readonly model: Model | "explicit";
  /** Micros */
  readonly amount: number;
}

/**
 * What a conversion's value is worth to each campaign that touched the person, under every model; `touches` are campaign ids in order of
 * time. The shares of a model make exactly the value. Without a touch nobody earned it.
 */
export const attribute = (value: number, touches: ReadonlyArray<string>): ReadonlyArray<Share> => {
  if (touches.length === 0) return [];
  const parts = new Map<string, number>();
  for (const [i, part] of split(value, touches.length).entries()) parts.set(touches[i]!, (parts.get(touches[i]!) ?? 0) + part);
  return [
    { campaignId: touches[0]!, model: "first", amount: value },
    { campaignId: touches.at(-1)!, model: "last", amount: value },
    ...[...parts].map(([campaignId, amount]) => ({ campaignId, model: "linear" as const, amount })),
  ];
};

/** Stream `revenue-<campaign id>`, only ever appended with "any". */
export interface RevenueAttributed {
  readonly campaignId: string;
  readonly conversionId: string;
  readonly model: Model | "explicit";
  readonly amount: number;
  readonly currency: string;
  readonly leadId: string | null;
  readonly userId: string | null;
  readonly source: string;
  readonly at: number;
}

export const revenueStream = (campaignId: string): string => `revenue-${campaignId}`;
