/** The same database as another role. */
export const urlAs = (adminUrl: string, user: string, password: string, database?: string): string => {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = encodeURIComponent(password);
  if (database !== undefined) url.pathname = `/${database}`;
  return url.href;
};

export const withDatabase = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
};
