/** What of telemetry is on in this process; set once by `start.ts`, before anything of the service is loaded. */
export const telemetry = {
  traces: false,
  metrics: false,
  logs: false,
  /** Sends what was gathered, bounded in time. */
  flush: (): Promise<void> => Promise.resolve(),
};
