import { accept, type Decider, type Decision } from "@marketing/shared/base/decider";
import type { ImportEvent, TakenPage } from "./events.ts";
import { evolve, type ImportState, initialImport, pageNumbered } from "./state.ts";

export interface RecordPage {
  readonly type: "record_page";
  readonly page: TakenPage;
}

/** Two that took the same page at once took the same rows: what the first one recorded stands. */
const decide = ({ page }: RecordPage, pages: ImportState): Decision<ImportEvent> =>
  pageNumbered(pages, page.page) ? accept() : accept({ type: "import_page_taken", data: page });

export const importDecider: Decider<ImportState, RecordPage, ImportEvent> = { initialState: initialImport, decide, evolve };
