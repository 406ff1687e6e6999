import type { JsonObject } from '#kernel';

/** What rules and inputs see of a real record. */
export interface SampleData {
  /** References are ids; see `dataFor`. */
  readonly record: JsonObject;
  readonly event: JsonObject;
  readonly vars: JsonObject;
  readonly actor: JsonObject;
  readonly now: string;
}

/** A real record on which rules and inputs are tried. */
export interface Sample {
  readonly id: string;
  readonly name: string;
  readonly data: SampleData;
  /** The records that references point to, by the reference's field. */
  readonly related: Readonly<Record<string, JsonObject>>;
  /** States that are active in the record's newest run of the pipeline. */
  readonly active: ReadonlySet<string>;
}

/** The data with references opened where one of these paths goes through them, as the engine loads a record for a version. */
export function dataFor({ data, related }: Sample, paths: readonly string[]): SampleData {
  const opened = Object.entries(related).filter(([name]) => paths.some((path) => path.startsWith(`record.${name}.`)));
  return opened.length === 0 ? data : { ...data, record: { ...data.record, ...Object.fromEntries(opened) } };
}
