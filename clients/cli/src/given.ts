type Given<Fields> = { [Key in keyof Fields]?: NonNullable<Fields[Key]> };

/** A request's fields without those that the command line does not say: to leave a field out and to set it are two things. */
export const given = <Fields extends object>(fields: Fields): Given<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as Given<Fields>;
