/** An append was refused, and nothing was written. `reason` names why. */
export class AppendError extends Error {
  override readonly name = "AppendError";
  readonly reason: "wrong_expected_version" | "stream_closed" | "append_id_reused" | "empty_append";
  readonly streamId: string;
  /** The stream's version, for `wrong_expected_version`. */
  readonly actualVersion: number | undefined;
  constructor(reason: AppendError["reason"], streamId: string, actualVersion?: number) {
    super(`append to ${streamId} refused: ${reason}${actualVersion === undefined ? "" : ` (the stream is at version ${actualVersion})`}`);
    this.reason = reason;
    this.streamId = streamId;
    this.actualVersion = actualVersion;
  }
}
