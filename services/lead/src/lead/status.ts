export const statuses = ["new", "contacted", "qualified", "converted", "lost"] as const;
export type LeadStatus = (typeof statuses)[number];

/** Why a lead may not go from one status to another; "same" = it is there already; null = it may. */
export type Refusal = "LEAD_CONVERTED" | "LEAD_LOST" | "LEAD_NOT_CONTACTED" | "LEAD_NOT_QUALIFIED" | "LEAD_STATUS_BACKWARDS";

const to = (
  n: null | "same" | Refusal,
  c: null | "same" | Refusal,
  q: null | "same" | Refusal,
  v: null | "same" | Refusal,
  l: null | "same" | Refusal,
) => ({ new: n, contacted: c, qualified: q, converted: v, lost: l });

/** new → contacted → qualified → converted; any open one → lost; lost → contacted. Converted is the end. */
const table: { readonly [F in LeadStatus]: { readonly [T in LeadStatus]: null | "same" | Refusal } } = {
  new: to("same", null, "LEAD_NOT_CONTACTED", "LEAD_NOT_QUALIFIED", null),
  contacted: to("LEAD_STATUS_BACKWARDS", "same", null, "LEAD_NOT_QUALIFIED", null),
  qualified: to("LEAD_STATUS_BACKWARDS", "LEAD_STATUS_BACKWARDS", "same", null, null),
  converted: to("LEAD_CONVERTED", "LEAD_CONVERTED", "LEAD_CONVERTED", "same", "LEAD_CONVERTED"),
  lost: to("LEAD_STATUS_BACKWARDS", null, "LEAD_LOST", "LEAD_LOST", "same"),
};

export const move = (from: LeadStatus, target: LeadStatus): null | "same" | Refusal => table[from][target];

export const sentences: { readonly [R in Refusal]: string } = {
  LEAD_CONVERTED: "the lead is converted; that is the end",
  LEAD_LOST: "the lead is lost; reopen it first",
  LEAD_NOT_CONTACTED: "nobody has contacted the lead yet; mark it contacted first",
  LEAD_NOT_QUALIFIED: "the lead's status is not qualified yet; qualify it first",
  LEAD_STATUS_BACKWARDS: "a lead's status does not go back",
};

export const isOpen = (status: LeadStatus): boolean => status !== "converted" && status !== "lost";
