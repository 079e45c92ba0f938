/** A Markdown text of about so many bytes, with headings, lists and made-up words, most of them different; its last word is "lastwordofall". */
export const longText = (bytes: number): string => {
  const parts: string[] = [];
  for (let size = 0, i = 0; size < bytes; i++) {
    const words = Array.from({ length: 80 }, (_, n) => `w${((i * 80 + n) * 7_919).toString(36)}x`).join(" ");
    const part = i % 10 === 0 ? `## Part ${i / 10}\n\n${words}.` : i % 10 === 5 ? `- ${words}\n- and \`code(${i})\`` : `${words}.`;
    parts.push(part);
    size += part.length + 2;
  }
  return `${parts.join("\n\n")}\n\nlastwordofall`;
};
