import { ownValue } from "../base/own.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface TelemetrySettings {
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly logs: boolean;
  /** Where the metrics endpoint listens; null = none. */
  readonly prometheus: { readonly host: string; readonly port: number } | null;
  /** For the SDK, which reads the rest of its OTEL_* variables itself. */
  readonly env: Readonly<Record<string, string>>;
}

const signals = ["traces", "metrics", "logs"] as const;

/** The service's name from the path of its program, `services/<name>/src/main.ts`; "" for other programs. */
const serviceOf = (program: string): string => /\/services\/([a-z]+)\/src\/main\.ts$/.exec(program)?.[1] ?? "";

/**
 * What the environment asks for, by OpenTelemetry's own variables; null = nothing, the default. A signal is sent where
 * OTEL_<SIGNAL>_EXPORTER says so, or, where that is not set, when there is an endpoint for it. Throws where OTEL_METRICS_EXPORTER names
 * Prometheus and another one.
 */
export const telemetrySettings = (env: Environment, program: string): TelemetrySettings | null => {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === "true") return null;
  const exporterOf = (signal: (typeof signals)[number]): string => {
    const name = signal.toUpperCase();
    const asked = ownValue(env, `OTEL_${name}_EXPORTER`)?.trim();
    if (asked) return asked;
    return env.OTEL_EXPORTER_OTLP_ENDPOINT || ownValue(env, `OTEL_EXPORTER_OTLP_${name}_ENDPOINT`) ? "otlp" : "none";
  };
  const [traces, metrics, logs] = signals.map(exporterOf) as [string, string, string];
  if ([traces, metrics, logs].every((e) => e === "none")) return null;
  const prometheus = metrics.split(",").includes("prometheus");
  if (prometheus && metrics !== "prometheus") throw new TypeError(`OTEL_METRICS_EXPORTER is "${metrics}": prometheus goes alone`);
  const service = serviceOf(program);
  const named = env.OTEL_SERVICE_NAME || env.OTEL_RESOURCE_ATTRIBUTES?.includes("service.name=");
  const about = [
    ...(env.OTEL_RESOURCE_ATTRIBUTES ? [env.OTEL_RESOURCE_ATTRIBUTES] : []),
    ...(env.OTEL_RESOURCE_ATTRIBUTES?.includes("service.namespace=") ? [] : ["service.namespace=marketing"]),
    ...(env.INSTANCE_ID && !env.OTEL_RESOURCE_ATTRIBUTES?.includes("service.instance.id=")
      ? [`service.instance.id=${env.INSTANCE_ID}`]
      : []),
  ];
  return {
    traces: traces !== "none",
    metrics: metrics !== "none",
    logs: logs !== "none",
    prometheus: prometheus
      ? { host: env.OTEL_EXPORTER_PROMETHEUS_HOST || "127.0.0.1", port: Number(env.OTEL_EXPORTER_PROMETHEUS_PORT || 9464) }
      : null,
    env: {
      // 4317 is where gRPC is spoken; the SDK would speak HTTP there
      OTEL_EXPORTER_OTLP_PROTOCOL:
        env.OTEL_EXPORTER_OTLP_PROTOCOL || (/:4317\/?$/.test(env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "") ? "grpc" : "http/protobuf"),
      OTEL_TRACES_EXPORTER: traces,
      OTEL_METRICS_EXPORTER: metrics,
      OTEL_LOGS_EXPORTER: logs,
      // the process's own detector tells command line and user
      OTEL_NODE_RESOURCE_DETECTORS: env.OTEL_NODE_RESOURCE_DETECTORS || "serviceinstance,env",
      OTEL_RESOURCE_ATTRIBUTES: about.join(","),
      ...(named || service === "" ? {} : { OTEL_SERVICE_NAME: service }),
    },
  };
};
