import { isFilled, type Field } from '../fields/object-shape.js';

type Fields = { readonly fields: object };
/** By the name of a field: the side whose value was chosen. */
export type Chosen = Readonly<Record<string, 0 | 1>>;

interface Choice {
  readonly records: readonly [Fields, Fields];
  /** Which of the two stays. */
  readonly stays: 0 | 1;
  readonly chosen: Chosen;
}

const valueIn = ({ fields }: Fields, name: string): unknown => (fields as Readonly<Record<string, unknown>>)[name] ?? null;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The fields in which two records differ, and how many filled ones are the same. */
export function differingFields(fields: readonly Field[], [a, b]: Choice['records']): { readonly differing: readonly Field[]; readonly same: number } {
  const filled = fields.filter(({ name }) => isFilled(valueIn(a, name)) || isFilled(valueIn(b, name)));
  const differing = filled.filter(({ name }) => !isSame(valueIn(a, name), valueIn(b, name)));
  return { differing, same: filled.length - differing.length };
}

/** Whose value of a field holds: as chosen, else that of the one that stays, or of the other where that is empty. */
export function chosenSide(name: string, { records, stays, chosen }: Choice): 0 | 1 {
  return chosen[name] ?? (isFilled(valueIn(records[stays], name)) ? stays : ((1 - stays) as 0 | 1));
}

/** Names of the fields that come from the record that goes. */
export const taken = (differing: readonly Field[], choice: Choice): string[] =>
  differing.map(({ name }) => name).filter((name) => chosenSide(name, choice) !== choice.stays);
