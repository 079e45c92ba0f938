import { notFound, type Violation } from "@marketing/shared/base/errors";
import { appendIdOf } from "@marketing/shared/base/ids";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { commandFields, int64, list, number, oneOf, optional, pageFields, queryFields, text } from "@marketing/shared/grpc/schema";
import { handleCommand } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { foldSource } from "../lead/contact.ts";
import { isRange } from "../scoring/companySize.ts";
import { type Factor, factorKinds } from "../scoring/model.ts";
import { activeModel, findModel, listModels } from "../scoring/modelQueries.ts";
import { scoringModelDecider, scoringModelStream } from "../scoring/scoringModel.ts";
import * as f from "./fields.ts";
import { modelMessage } from "./messages.ts";

type Field<A> = Schema.Codec<A, unknown>;
interface RawFactor {
  readonly name: string;
  readonly kind: Factor["kind"];
  readonly weight: number;
  readonly values: ReadonlyArray<{ readonly value: string; readonly worth: number }>;
  readonly other: number;
  readonly missing: number;
  readonly property: string | null;
  readonly saturation: number;
}
interface RawModel {
  readonly name: string;
  readonly factors: ReadonlyArray<RawFactor>;
  readonly halfLifeDays: number;
  readonly qualifyAt: number;
  readonly disqualifyBelow: number;
}

const worth = number({ min: -1_000, max: 1_000 });
const value = Schema.Struct({ value: text(255), worth }) as unknown as Field<RawFactor["values"][number]>;
const factor = Schema.Struct({
  name: text(100),
  kind: oneOf("FACTOR_KIND", factorKinds),
  weight: number({ min: 0, max: 1 }),
  values: list(value, 500),
  other: worth,
  missing: worth,
  property: optional(text(255)),
  saturation: number({ min: 0, max: 1_000_000 }),
}) as unknown as Field<RawFactor>;
const model = Schema.Struct({
  name: text(100),
  factors: list(factor, 50, 1),
  halfLifeDays: f.checked(number({ max: 36_500 }), (v) => (v > 0 ? null : "must be more than 0")),
  qualifyAt: number({ min: 0, max: 1 }),
  disqualifyBelow: number({ min: 0, max: 1 }),
}) as unknown as Field<RawModel>;

/** What the fields of a model must be together. */
const modelRules = (raw: Record<string, unknown>): ReadonlyArray<Violation> => {
  const m = raw.model as Partial<RawModel> | null | undefined;
  if (m === null || m === undefined) return [];
  const broken: Violation[] = [];
  const factors = (m.factors ?? []) as unknown as ReadonlyArray<Omit<RawFactor, "kind"> & { kind: string }>;
  const sum = factors.reduce((total, x) => total + (Number(x.weight) || 0), 0);
  if (sum > 1 + 1e-9) broken.push({ field: "model.factors", description: `weights add up to ${sum}; at most 1` });
  if (Number(m.disqualifyBelow) > Number(m.qualifyAt))
    broken.push({ field: "model.disqualify_below", description: "must not be above qualify_at" });
  for (const [i, x] of factors.entries()) {
    const at = `model.factors[${i}]`;
    const activity = x.kind === "FACTOR_KIND_ACTIVITY";
    if (["inactivity", "limit"].includes(x.name) || factors.findIndex((y) => y.name === x.name) < i)
      broken.push({ field: `${at}.name`, description: "stands for another factor already" });
    if (activity && !(Number(x.saturation) > 0)) broken.push({ field: `${at}.saturation`, description: "must be more than 0" });
    if (x.kind === "FACTOR_KIND_PROPERTY" && !x.property) broken.push({ field: `${at}.property`, description: "is required" });
    for (const [j, v] of (x.values ?? []).entries()) {
      if (!activity && Math.abs(Number(v.worth)) > 1)
        broken.push({ field: `${at}.values[${j}].worth`, description: "must be between -1 and 1" });
      if (x.kind === "FACTOR_KIND_COMPANY_SIZE" && !isRange(v.value))
        broken.push({ field: `${at}.values[${j}].value`, description: 'must be a range, as "11-50" or "1001+"' });
    }
    for (const field of ["other", "missing"] as const)
      if (!activity && Math.abs(Number(x[field])) > 1) broken.push({ field: `${at}.${field}`, description: "must be between -1 and 1" });
  }
  return broken;
};

const readSet = f.withRules(Schema.Struct({ model, ...commandFields }), modelRules);

const factorOf = (x: RawFactor): Factor => ({
  ...x,
  values: Object.fromEntries(x.values.map((v) => [x.kind === "activity" ? v.value : foldSource(v.value), v.worth])),
  saturation: x.kind === "activity" ? x.saturation : 1,
});

export const modelMethods = (log: EventLog, pool: Pool): Record<string, Method> => ({
  setScoringModel: method({
    scope: "lead:write",
    decode: readSet,
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { name, factors, halfLifeDays, qualifyAt, disqualifyBelow } = r.model;
      const handled = await handleCommand({
        log,
        decider: scoringModelDecider,
        tenantId,
        streamId: scoringModelStream(tenantId),
        command: { model: { name, factors: factors.map(factorOf), halfLifeDays, qualifyAt, disqualifyBelow }, at: Date.now() },
        appendId: r.requestId === null ? undefined : appendIdOf(tenantId, "SetScoringModel", r.requestId),
        expectedVersion: r.expectedVersion ?? undefined,
        metadata: metadataOf(ctx),
      });
      return { model: modelMessage(handled.state, true), version: handled.version, position: handled.position };
    },
  }),

  getScoringModel: method({
    scope: "lead:read",
    request: Schema.Struct({ version: optional(int64({ min: 0 })), ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, "scoring_models", r.minPosition, async (client) => {
        const active = await activeModel(client, ctx.tenantId);
        const found = r.version === null ? active : await findModel(client, ctx.tenantId, r.version);
        if (!found) throw notFound("SCORING_MODEL_NOT_FOUND", "no such version of the scoring model", { version: String(r.version) });
        return { model: modelMessage(found, found.version === active.version) };
      }),
  }),

  listScoringModels: method({
    scope: "lead:read",
    request: Schema.Struct({ ...pageFields, ...queryFields }),
    handle: (ctx, r) => {
      const asked = { rpc: "ListScoringModels", tenantId: ctx.tenantId };
      const p = page(r, asked);
      return readAs(pool, ctx, "scoring_models", r.minPosition, async (client) => {
        const active = await activeModel(client, ctx.tenantId);
        const rows = await listModels(client, ctx.tenantId, p.after === null ? null : Number(p.after[0]), p.limit + 1);
        const { rows: models, nextPageToken } = pageOf(rows, p, asked, (m) => [m.version]);
        return { models: models.map((m) => modelMessage(m, m.version === active.version)), nextPageToken };
      });
    },
  }),
});
