import { checked, list, number, text } from "@marketing/shared/grpc/schema";

// Fields that requests about tasks have.

export const taskType = checked(text(50), (value) => (/^[a-z0-9_-]+$/.test(value) ? null : "may have only a-z, 0-9, _ and -"));

/** 0 = unset. */
export const leaseSeconds = number({ min: 0, max: 3_600 });
export const leaseMs = (seconds: number): number => (seconds === 0 ? 30_000 : Math.ceil(seconds * 1_000));

export const claimFields = { taskTypes: list(taskType, 20, 1), workerId: text(100), leaseSeconds };
