/** The names of the platform's own spans: few, whatever the data. What is behind them is named in code. */
export const spans = {
  command: (category: string) => `decide ${category}`,
  append: "append",
  /** Several appends in one transaction. */
  commit: "append batch",
  send: (jetStreamStream: string) => `send ${jetStreamStream}`,
  process: (jetStreamStream: string) => `process ${jetStreamStream}`,
  project: (view: string) => `project ${view}`,
  index: (view: string) => `index ${view}`,
  store: (operation: string, index: string) => `${operation} ${index}`,
  embed: (model: string) => `embeddings ${model}`,
} as const;
