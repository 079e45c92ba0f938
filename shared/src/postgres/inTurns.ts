interface Queue {
  readonly columns: string;
  /** Table and condition. */
  readonly from: string;
  /** Column: since when it is due. */
  readonly due: string;
  readonly limit: string;
}

/**
 * A statement that takes what is due by tenants in turn: each tenant's oldest first, then each one's second. So who has thousands due at once
 * keeps nobody waiting but himself, also where nothing comes of it and it stays due.
 */
export const inTurns = ({ columns, from, due, limit }: Queue): string =>
  `SELECT ${columns} FROM (SELECT *, row_number() OVER (PARTITION BY tenant_id ORDER BY ${due}) AS turn FROM ${from}) queue
    ORDER BY turn, ${due} LIMIT ${limit}`;
