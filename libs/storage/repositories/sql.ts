/** Collects the parameters of a statement under construction. */
export class SqlValues {
  readonly all: unknown[] = [];
  /** The placeholder of a value, with its cast: `$3::uuid`. */
  add(value: unknown, type: string): string {
    this.all.push(value);
    return `$${this.all.length}::${type}`;
  }
}

/** A text as an SQL literal. Only for field names, where an expression index needs the very same text. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A text for LIKE in which nothing is a wildcard. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`);

/** A moment as the text an Instant is, or null. */
export const instantText = (expression: string): string => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
