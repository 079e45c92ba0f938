import { FactorKindSchema, type ScoringModelSchema } from "@marketing/protos/lead/v1/lead_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { ScoringModel } from "./events.ts";

export const modelMessage = (m: ScoringModel, active: boolean): Outgoing<typeof ScoringModelSchema> => ({
  name: m.name,
  version: m.version,
  factors: m.factors.map((f) => ({
    name: f.name,
    kind: enumName(FactorKindSchema, f.kind),
    weight: f.weight,
    values: Object.entries(f.values).map(([value, worth]) => ({ value, worth })),
    other: f.other,
    missing: f.missing,
    property: f.property ?? "",
    saturation: f.saturation,
  })),
  halfLifeDays: m.halfLifeDays,
  qualifyAt: m.qualifyAt,
  disqualifyBelow: m.disqualifyBelow,
  createdAt: m.version === 0 ? null : toTimestamp(m.createdAt),
  active,
});
