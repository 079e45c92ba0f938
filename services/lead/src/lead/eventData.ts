import type { JsonObject } from "@marketing/shared/base/json";
import type { Layer } from "./facts.ts";
import type { FieldChanges, Fields } from "./fields.ts";

/** Which lead, and when, in ms since 1970. */
export interface OfLead {
  readonly leadId: string;
  readonly at: number;
}

/** Also who the lead was at that time, for subscribers that do not know leads by their ids. */
export interface OfPerson extends OfLead {
  readonly userId: string | null;
  readonly email: string | null;
}

export interface Captured extends OfLead, Fields {
  /** The normal form of the address, by which it was claimed. */
  readonly emailKey?: string | null;
  readonly properties: JsonObject;
  readonly source: string | null;
  readonly campaignId: string | null;
  readonly userId: string | null;
  readonly linkedUserId: string | null;
  readonly createdAt: number;
  readonly origin: "api" | "import" | "signup";
  readonly importId: string | null;
}

/** The same address was captured once more. `fields` and `properties` hold what was new. */
export interface Recaptured extends OfLead {
  readonly fields: FieldChanges;
  readonly properties: JsonObject;
  readonly lastSource: string | null;
  /** When that source was there; absent in events of before it was kept. */
  readonly lastSourceAt?: number | null;
  /** This capture is of before all that was known: its source is the first. Absent = it is not. */
  readonly earlier?: { readonly source: string; readonly at: number };
  readonly campaignId: string | null;
  readonly email: string | null;
  readonly importId: string | null;
}

export interface Updated extends OfLead {
  readonly fields: FieldChanges;
  readonly properties: JsonObject;
  readonly unset: ReadonlyArray<string>;
  /** As it is afterwards. */
  readonly email: string | null;
  /** The normal form of a new address, by which it was claimed. */
  readonly emailKey?: string | null;
}

export interface Enriched extends OfLead {
  readonly provider: string;
  readonly namespace: string;
  readonly data: JsonObject;
}

export interface Contacted extends OfLead {
  readonly channel: string | null;
  readonly note: string | null;
}

export interface Qualification extends OfPerson {
  /** By a person; otherwise by the score. */
  readonly manual: boolean;
  readonly reason: string;
  readonly score: number | null;
}

export interface Converted extends OfPerson {
  /** Millionths of a unit of currency. */
  readonly valueMicros: number;
  readonly currency: string | null;
  readonly campaignId: string | null;
}

/** Found in what a file or a form said of the lead. */
export interface ConsentStated extends OfLead {
  readonly email: string;
  readonly channel: string;
  readonly purpose: string;
  readonly granted: boolean;
  /** When it was said, ms since 1970; 0 = before everything else: an opt-in that does not say when takes nothing back. */
  readonly saidAt: number;
  /** "import", "api" … */
  readonly source: string;
}

export interface WithReason extends OfLead {
  readonly reason: string;
}

/** The first source that brought the person who signed up. */
export interface SourceFound extends OfLead {
  readonly source: string;
  /** When they signed up; absent = as was known. */
  readonly sourceAt?: number;
  /** The newest source of all, which stays when somebody captured the lead in between. */
  readonly lastSource: string | null;
  readonly email: string | null;
}

export interface ScoreFactor {
  readonly factor: string;
  readonly contribution: number;
  readonly reason: string;
}

export interface Scored extends OfPerson {
  readonly score: number;
  readonly model: string;
  readonly modelVersion: number;
  readonly external: boolean;
  readonly factors: ReadonlyArray<ScoreFactor>;
}

export interface Linked extends OfLead {
  /** The person this is now. */
  readonly userId: string;
  /** Whom the lead was first linked to; who was merged since is `userId`. */
  readonly linkedUserId: string;
}

export interface Merge extends OfLead {
  readonly mergeId: string;
  readonly loserId: string;
  readonly reason: string;
}

/** In the winner's stream. */
export interface Absorbed extends Merge {
  /** Null once the key of the lead it is told of was destroyed. */
  readonly layer: Layer | null;
}

/** In the loser's stream. */
export interface MergedInto extends OfLead {
  readonly mergeId: string;
  readonly winnerId: string;
}
