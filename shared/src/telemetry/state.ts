/** Which signals are on in this process. Set once by `start.ts`, before the service's modules are loaded. */
export const telemetry = {
  traces: false,
  metrics: false,
  logs: false,
  /** Sends what has not been exported yet, for a few seconds at most. */
  flush: (): Promise<void> => Promise.resolve(),
};
