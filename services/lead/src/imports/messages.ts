import {
  DateOrderSchema,
  type ImportColumnSchema,
  type ImportCountsSchema,
  type RowErrorSchema,
} from "@marketing/protos/lead/v1/lead_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import type { Column } from "./columns.ts";
import type { Counts, RowError, TakenPage } from "./events.ts";
import type { SeenOrders } from "./requests.ts";

export const countsMessage = (c: Counts): Outgoing<typeof ImportCountsSchema> => ({
  rows: c.rows,
  created: c.created,
  updated: c.updated,
  ignored: c.ignored,
  duplicates: c.duplicates,
  failed: c.failed,
});

export const errorMessage = (e: RowError): Outgoing<typeof RowErrorSchema> => ({
  row: e.row,
  column: e.column,
  field: e.field,
  value: e.value,
  message: e.message,
});

export const pageMessage = (p: TakenPage) => ({
  importId: p.importId,
  page: p.page,
  counts: countsMessage(p.counts),
  errors: p.errors.map(errorMessage),
});

const columnMessage = ({ header, field, note }: Column): Outgoing<typeof ImportColumnSchema> => ({
  column: header,
  field: field ?? "",
  note,
});

/** How a page was read, whatever became of it. */
export const readingMessage = (columns: ReadonlyArray<Column>, { orders }: SeenOrders) => ({
  columns: columns.map(columnMessage),
  dateOrders: orders.possible.map((order) => enumName(DateOrderSchema, order)),
});
