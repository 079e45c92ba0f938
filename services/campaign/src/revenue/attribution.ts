import { split } from "../money.ts";

export const models = ["first", "last", "linear"] as const;
export type Model = (typeof models)[number];
/** Touchpoints older than this before a conversion earn nothing, ms. */
export const lookbackMs = 90 * 86_400_000;

export interface Share {
  readonly campaignId: string;
  readonly model: Model | "explicit";
  /** Micros */
  readonly amount: number;
}

/**
 * What a conversion's value is worth to each campaign the person had to do with, under every model; `touchpoints` are campaign ids in order
 * of time. The shares of a model make exactly the value. Without a touchpoint nobody earned it.
 */
export const attribute = (value: number, touchpoints: ReadonlyArray<string>): ReadonlyArray<Share> => {
  if (touchpoints.length === 0) return [];
  const parts = new Map<string, number>();
  for (const [i, part] of split(value, touchpoints.length).entries()) parts.set(touchpoints[i]!, (parts.get(touchpoints[i]!) ?? 0) + part);
  return [
    { campaignId: touchpoints[0]!, model: "first", amount: value },
    { campaignId: touchpoints.at(-1)!, model: "last", amount: value },
    ...[...parts].map(([campaignId, amount]) => ({ campaignId, model: "linear" as const, amount })),
  ];
};
