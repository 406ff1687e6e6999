import type { Field } from '../fields/object-shape.js';
import { sayValue } from '../fields/say-value.js';
import { useName } from '../fields/use-names.js';
import { useCurrencyOf } from '../fields/use-objects.js';
import { useWords } from '../fields/use-words.js';

interface Props {
  readonly field: Field;
  readonly record: { readonly fields: object };
}

/** A value in words, with nothing in it to click: for the label of a choice. */
export function SaidValue({ field, record }: Props) {
  const fields = record.fields as Readonly<Record<string, unknown>>;
  const value = fields[field.name] ?? null;
  const reference = field.type === 'reference' && field.object !== null && typeof value === 'string' ? { object: field.object, id: value } : null;
  const name = useName(reference);
  const words = useWords();
  const currency = useCurrencyOf()(fields);
  return <>{reference === null ? sayValue(field, value, currency, words) : (name ?? '…')}</>;
}
