import { telemetrySettings } from "./settings.ts";

// node --import @marketing/shared/telemetry/register PROGRAM
// Before the program loads gRPC, pg or ioredis. Loads nothing of OpenTelemetry's SDK unless the environment asks for it.
try {
  const settings = telemetrySettings(process.env, process.argv[1] ?? "");
  if (settings) await (await import("./start.ts")).startTelemetry(settings);
} catch (error) {
  process.stderr.write(`telemetry: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
