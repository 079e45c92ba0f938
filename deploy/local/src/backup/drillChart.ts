import type { Step } from "./steps.ts";

const [row, left, width] = [26, 170, 640];

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A bar a step, one after the other in time. */
export const stepsChart = (steps: readonly Step[]): string => {
  const all = Math.max(
    steps.reduce((sum, { seconds }) => sum + seconds, 0),
    0.001,
  );
  const scale = (width - left - 70) / all;
  let at = 0;
  const bars = steps.map(({ name, seconds }, i) => {
    const [x, y, long] = [left + at * scale, 10 + i * row, Math.max(1, seconds * scale)];
    at += seconds;
    return [
      `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${x.toFixed(1)}" y="${y}" width="${long.toFixed(1)}" height="18" fill="#4477aa"/>`,
      `<text x="${(x + long + 5).toFixed(1)}" y="${y + 14}">${seconds.toFixed(1)} s</text>`,
    ].join("");
  });
  const height = 20 + steps.length * row;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12"><title>Seconds of each step</title><rect width="${width}" height="${height}" fill="#ffffff"/>${bars.join("")}</svg>\n`;
};
