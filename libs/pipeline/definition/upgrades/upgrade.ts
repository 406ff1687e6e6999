import type { JsonObject } from '#kernel';

/** One step from a format to the next; pure, loses nothing, leaves what it cannot read for the parser to report. */
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  readonly apply: (document: JsonObject) => JsonObject;
}
