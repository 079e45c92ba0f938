import { register } from "node:module";
import { createNoopMeter, trace } from "@opentelemetry/api";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { GrpcInstrumentation } from "@opentelemetry/instrumentation-grpc";
import { IORedisInstrumentation } from "@opentelemetry/instrumentation-ioredis";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { extendLogs } from "../base/logger.ts";
import { activeTraceFields, exportLog } from "./logs.ts";
import { metrics, withUnit } from "./metrics.ts";
import { scrubbing } from "./scrub.ts";
import type { TelemetrySettings } from "./settings.ts";
import { telemetry } from "./state.ts";

/** Modules that are loaded by `import`, so that a hook has to stand in their way. */
const include = ["@grpc/grpc-js", "pg", "ioredis"];

/** Calls every few seconds that nobody wants to see. */
const unwatched = [/^(Check|Watch|List)$/, /^ServerReflectionInfo$/];
const flushMs = 3_000;

const instrumentations = () => [
  new GrpcInstrumentation({ ignoreGrpcMethods: unwatched }),
  // statements of pollers have no parent: they would be half of all spans
  new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true, enhancedDatabaseReporting: false }),
  new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
];

/** Registers the SDK, the instrumentations and what they may say. To be called before the program's first import. */
export const startTelemetry = async ({ prometheus, env, ...on }: TelemetrySettings): Promise<void> => {
  Object.assign(process.env, env);
  if (on.traces) register("@opentelemetry/instrumentation/hook.mjs", import.meta.url, { data: { include } });
  const libraries = on.traces ? instrumentations() : [];
  const reader = prometheus
    ? new PrometheusExporter({
        ...prometheus,
        preventServerStart: true,
        withoutScopeInfo: true,
        withResourceConstantLabels: /^service\.(name|instance\.id)$/,
      })
    : null;
  const sdk = new NodeSDK({
    instrumentations: libraries,
    ...(reader
      ? {
          metricReaders: [reader],
          views: Object.values(metrics)
            .filter((m) => withUnit(m) !== m.name)
            .map((m) => ({ instrumentName: m.name, name: withUnit(m) })),
        }
      : {}),
  });
  sdk.start();
  const scrubbed = scrubbing(trace.getTracerProvider());
  for (const library of libraries) {
    library.setTracerProvider(scrubbed);
    library.setMeterProvider({ getMeter: createNoopMeter }); // their figures are not in the registry
  }
  await reader?.startServer();
  telemetry.traces = on.traces;
  telemetry.metrics = on.metrics;
  telemetry.logs = on.logs;
  extendLogs({ ...(on.traces ? { fields: activeTraceFields } : {}), ...(on.logs ? { emit: exportLog } : {}) });
  telemetry.flush = () => Promise.race([sdk.shutdown(), new Promise<void>((done) => setTimeout(done, flushMs))]).catch(() => undefined);
};
