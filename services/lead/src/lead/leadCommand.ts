import type { JsonObject } from "./json.ts";
import type { Fields, LeadState, ScoreFactor } from "./leadState.ts";

/** Time, ids and looked-up facts arrive in the command. Times are ms since 1970. */
export type LeadCommand =
  | {
      readonly type: "capture";
      readonly leadId: string;
      readonly fields: Fields;
      readonly properties: JsonObject;
      readonly source: string | null;
      readonly campaignId: string | null;
      readonly userId: string | null;
      readonly linkedUserId: string | null;
      readonly origin: "api" | "import" | "signup";
      readonly importId: string | null;
      /** What happens to a lead that is there already. */
      readonly onExisting: "fill" | "overwrite" | "ignore";
      readonly createdAt: number;
      readonly at: number;
    }
  | {
      readonly type: "update";
      /** null clears. */
      readonly fields: Partial<Fields>;
      readonly properties: JsonObject;
      readonly unset: ReadonlyArray<string>;
      /** Who holds the new address. */
      readonly emailHolder: string | null;
      readonly at: number;
    }
  | { readonly type: "enrich"; readonly provider: string; readonly namespace: string; readonly data: JsonObject; readonly at: number }
  | { readonly type: "contact"; readonly channel: string | null; readonly note: string | null; readonly at: number }
  | { readonly type: "qualify"; readonly reason: string; readonly at: number }
  | { readonly type: "disqualify"; readonly reason: string; readonly at: number }
  | {
      readonly type: "convert";
      readonly valueMicros: number;
      readonly currency: string | null;
      readonly campaignId: string | null;
      readonly at: number;
    }
  | { readonly type: "lose"; readonly reason: string; readonly at: number }
  | { readonly type: "reopen"; readonly reason: string; readonly at: number }
  | {
      readonly type: "score";
      readonly score: number;
      readonly model: string;
      readonly version: number;
      readonly external: boolean;
      readonly factors: ReadonlyArray<ScoreFactor>;
      readonly qualifyAt: number;
      readonly disqualifyBelow: number;
      readonly at: number;
    }
  | { readonly type: "release_score"; readonly at: number }
  | { readonly type: "link"; readonly userId: string; readonly linkedUserId: string; readonly at: number }
  | { readonly type: "merge"; readonly loser: LeadState; readonly mergeId: string; readonly reason: string; readonly at: number }
  | { readonly type: "unmerge"; readonly mergeId: string; readonly reason: string; readonly at: number };
