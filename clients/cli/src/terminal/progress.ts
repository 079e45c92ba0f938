import { printable, printableLines } from "./printable.ts";
import { bar, grouped } from "./table.ts";

export interface ProgressState {
  /** 0..1; null where the end is not known. */
  readonly share: number | null;
  /** How many of `unit` so far; absent = there is nothing to count. */
  readonly done?: number;
  readonly unit?: string;
  readonly note?: string;
}

export interface Progress {
  readonly update: (state: ProgressState) => void;
  readonly note: (text: string) => void;
  readonly stop: () => void;
}

const redrawEvery = 100;
const lineEvery = 3_000;

/** A bar on standard error where that is a terminal, else a plain line every three seconds. Never on standard output. */
export const startProgress = (title: string, stream: NodeJS.WriteStream = process.stderr): Progress => {
  const started = performance.now();
  const terminal = stream.isTTY === true;
  let last = terminal ? 0 : started;
  let drawn = false;
  const textOf = ({ share, done, unit, note }: ProgressState): string => {
    const seconds = Math.max(0.001, (performance.now() - started) / 1_000);
    const left = share !== null && share > 0.02 ? ` · ${duration((seconds * (1 - share)) / share)} left` : "";
    const percent = share === null ? "" : `${String(Math.floor(share * 100)).padStart(3)}% `;
    const drawing = terminal && share !== null ? `▕${bar(share, 24).padEnd(24)}▏` : "";
    const counted = done === undefined ? "" : `${grouped(done)} ${unit} · ${grouped(Math.round(done / seconds))}/s`;
    const parts = [`${drawing}${percent}${counted}${left}`, note === undefined ? "" : printable(note)];
    return [title, parts.filter((part) => part !== "").join(" · ")].join(" ");
  };
  const clear = () => {
    if (drawn) stream.write("\r\u001b[2K");
    drawn = false;
  };
  return {
    update: (state) => {
      const now = performance.now();
      if (now - last < (terminal ? redrawEvery : lineEvery)) return;
      last = now;
      if (!terminal) stream.write(`${textOf(state)}\n`);
      else {
        const text = textOf(state).slice(0, (stream.columns ?? 100) - 1);
        stream.write(`\r\u001b[2K${text}`);
        drawn = true;
      }
    },
    note: (text) => {
      clear();
      stream.write(`${printableLines(text)}\n`);
    },
    stop: clear,
  };
};

export const duration = (seconds: number): string => {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};
