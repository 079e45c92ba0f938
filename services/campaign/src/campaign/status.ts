export const statuses = ["draft", "active", "paused", "completed", "stopped"] as const;
export type Status = (typeof statuses)[number];

/** How a campaign moves: from which statuses, and to which. */
export const moves = {
  start: { from: ["draft"], to: "active" },
  pause: { from: ["active"], to: "paused" },
  resume: { from: ["paused"], to: "active" },
  complete: { from: ["active", "paused"], to: "completed" },
  stop: { from: ["draft", "active", "paused"], to: "stopped" },
} as const satisfies Record<string, { readonly from: ReadonlyArray<Status>; readonly to: Status }>;
export type Move = keyof typeof moves;

export const mayMove = (move: Move, from: Status): boolean => (moves[move].from as ReadonlyArray<Status>).includes(from);

/** Completed and stopped campaigns are never anything else again. */
export const ended = (status: Status): boolean => status === "completed" || status === "stopped";
