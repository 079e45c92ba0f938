import { readdirSync, readFileSync } from "node:fs";

const tickMs = 10; // USER_HZ is 100 on every Linux this runs on

/** Fields of /proc/<pid>/stat after the name in parentheses, which may itself hold spaces. */
const stat = (pid: number): string[] | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
};

/** User and system time of one process, and of its children that ended, in milliseconds. 0 where there is no /proc. */
const processMs = (pid: number): number => {
  const s = stat(pid);
  return s ? (Number(s[11]) + Number(s[12]) + Number(s[13]) + Number(s[14])) * tickMs : 0;
};

/** The same for a server and all the processes it forked: PostgreSQL's backends come and go beneath one parent. */
export const familyMs = (parent: number): number => {
  let sum = processMs(parent);
  let pids: string[] = [];
  try {
    pids = readdirSync("/proc");
  } catch {
    return 0;
  }
  for (const name of pids) {
    const pid = Number(name);
    if (Number.isInteger(pid) && Number(stat(pid)?.[1]) === parent) sum += processMs(pid);
  }
  return sum;
};

/** Resident memory of a process in MiB; 0 where there is no /proc. */
export const residentMiB = (pid: number): number => {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4_096) / 1_048_576;
  } catch {
    return 0;
  }
};
