import type { JsonObject } from "./json.ts";
import type { Fields, Layer, ScoreFactor } from "./leadState.ts";

interface About {
  readonly leadId: string;
  /** ms since 1970 */
  readonly at: number;
}
/** Whom it is about, as known when it was said, for those who hear of it elsewhere. */
interface Whom extends About {
  readonly userId: string | null;
  readonly email: string | null;
}
type E<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** Events of the streams `lead-<id>`. */
export type LeadEvent =
  | E<
      "lead_captured",
      About &
        Fields & {
          readonly properties: JsonObject;
          readonly source: string | null;
          readonly campaignId: string | null;
          readonly userId: string | null;
          readonly linkedUserId: string | null;
          readonly createdAt: number;
          readonly origin: "api" | "import" | "signup";
          readonly importId: string | null;
        }
    >
  /** The same address once more. `fields` and `properties`: what was new. */
  | E<
      "lead_recaptured",
      About & {
        readonly fields: Partial<Fields>;
        readonly properties: JsonObject;
        readonly lastSource: string | null;
        readonly campaignId: string | null;
        readonly email: string | null;
        readonly importId: string | null;
      }
    >
  | E<
      "lead_updated",
      About & {
        readonly fields: Partial<Fields>;
        readonly properties: JsonObject;
        readonly unset: ReadonlyArray<string>;
        /** As it is afterwards. */
        readonly email: string | null;
      }
    >
  | E<"lead_enriched", About & { readonly provider: string; readonly namespace: string; readonly data: JsonObject }>
  | E<"lead_contacted", About & { readonly channel: string | null; readonly note: string | null }>
  | E<"lead_qualified", Whom & { readonly manual: boolean; readonly reason: string; readonly score: number | null }>
  | E<"lead_disqualified", Whom & { readonly manual: boolean; readonly reason: string; readonly score: number | null }>
  | E<"lead_converted", Whom & { readonly valueMicros: number; readonly currency: string | null; readonly campaignId: string | null }>
  | E<"lead_lost", About & { readonly reason: string }>
  | E<"lead_reopened", About & { readonly reason: string }>
  | E<
      "lead_scored",
      Whom & {
        readonly score: number;
        readonly model: string;
        readonly modelVersion: number;
        readonly external: boolean;
        readonly factors: ReadonlyArray<ScoreFactor>;
      }
    >
  | E<"lead_score_released", About>
  | E<"lead_linked", About & { readonly userId: string; readonly linkedUserId: string }>
  | E<"lead_merged", About & { readonly mergeId: string; readonly loserId: string; readonly reason: string; readonly layer: Layer }>
  | E<"lead_unmerged", About & { readonly mergeId: string; readonly loserId: string; readonly reason: string }>
  | E<"lead_merged_into", About & { readonly mergeId: string; readonly winnerId: string }>
  | E<"lead_unmerged_from", About & { readonly mergeId: string; readonly winnerId: string }>;

export const leadEventTypes = [
  "lead_captured",
  "lead_recaptured",
  "lead_updated",
  "lead_enriched",
  "lead_contacted",
  "lead_qualified",
  "lead_disqualified",
  "lead_converted",
  "lead_lost",
  "lead_reopened",
  "lead_scored",
  "lead_score_released",
  "lead_linked",
  "lead_merged",
  "lead_unmerged",
  "lead_merged_into",
  "lead_unmerged_from",
] as const satisfies ReadonlyArray<LeadEvent["type"]>;
