/** Which records, in which order: as it stands in the address. */
export interface BoardSelection {
  readonly filter: string | undefined;
  readonly q: string | undefined;
  readonly sort: string;
}
