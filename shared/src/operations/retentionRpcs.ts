import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { notFound } from "../base/errors.ts";
import { serverStream, unary } from "../grpc/rpc.ts";
import { optional, text } from "../grpc/schema.ts";
import { type OperationsContext, platform } from "./context.ts";
import { type RetentionRule, runRetention, some } from "./retention.ts";

const { planRetention, runRetention: run } = OperationsService.method;

const ruleMessage = async ({ store, keeps, reason, by = "retention", due }: RetentionRule, now: Date) => ({
  ...{ store, keeps, reason, by },
  due: some((await due?.(now)) ?? []),
});

export const retentionRpcs = ({ retention }: Pick<OperationsContext, "retention">) => ({
  planRetention: unary(planRetention, {
    ...platform,
    request: {},
    handle: async () => {
      const now = new Date();
      const rules = [];
      for (const rule of retention) rules.push(await ruleMessage(rule, now)); // each counts rows: not all at once
      return { rules };
    },
  }),

  runRetention: serverStream(run, {
    ...platform,
    request: { store: optional(text(100)) },
    async *handle({ signal }, { store }) {
      const rules = store ? retention.filter((rule) => rule.store === store && rule.apply) : retention;
      if (rules.length === 0)
        throw notFound(
          "STORE_NOT_FOUND",
          `retention does not work on ${store} here; it does on ${retention
            .filter((r) => r.apply)
            .map((r) => r.store)
            .join(", ")}`,
        );
      yield* runRetention(rules, new Date(), signal, "operator");
    },
  }),
});
