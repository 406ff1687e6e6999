/** Written SQL with the name it is prepared under; one a file. Times are `now()` of the database. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}
