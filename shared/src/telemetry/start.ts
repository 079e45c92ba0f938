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

/** The instrumented modules. They are loaded by `import`, which only a loader hook can intercept. */
const include = ["@grpc/grpc-js", "pg", "ioredis"];

/** RPCs of probes and tools, called every few seconds, which are not traced. */
const unwatched = [/^(Check|Watch|List)$/, /^ServerReflectionInfo$/];
const flushMs = 3_000;

const instrumentations = () => [
  new GrpcInstrumentation({ ignoreGrpcMethods: unwatched }),
  // Statements of background pollers have no parent span; without this they would be half of all spans.
  new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true, enhancedDatabaseReporting: false }),
  new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
];

/** Starts the SDK and the instrumentations, which may export only registered attributes. To be called before the program's first import. */
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
    library.setMeterProvider({ getMeter: createNoopMeter }); // the libraries' own metrics are not in the registry
  }
  await reader?.startServer();
  telemetry.traces = on.traces;
  telemetry.metrics = on.metrics;
  telemetry.logs = on.logs;
  extendLogs({ ...(on.traces ? { fields: activeTraceFields } : {}), ...(on.logs ? { emit: exportLog } : {}) });
  telemetry.flush = () => Promise.race([sdk.shutdown(), new Promise<void>((done) => setTimeout(done, flushMs))]).catch(() => undefined);
};
