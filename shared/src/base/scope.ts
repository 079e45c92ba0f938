/** Whether one of the scopes includes `scope`, which may be a wildcard itself. */
export const covers = (scopes: ReadonlyArray<string>, scope: string): boolean =>
  scopes.some((granted) => granted === scope || granted === "*" || (granted.endsWith(":*") && scope.startsWith(granted.slice(0, -1))));
