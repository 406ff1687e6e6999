import type { FieldDefinition } from '#pipeline';

type Options = NonNullable<FieldDefinition['options']>;

/** A name that no field of the object has. */
export function freshFieldName(taken: readonly string[], stem = 'field'): string {
  for (let n = 1; ; n++) if (!taken.includes(`${stem}_${n}`)) return `${stem}_${n}`;
}

/** Options as text, one a line: `eu = Europe = 欧洲`; the value alone where it is its own title. */
export const optionsText = (options: Options): string =>
  options
    .map(({ value, title }) =>
      [value, ...(title.en === value && title['zh-CN'] === undefined ? [] : [title.en]), ...(title['zh-CN'] === undefined ? [] : [title['zh-CN']])].join(' = '),
    )
    .join('\n');

/** The options that a text lists; each value once, titles that are not given stay as they were. */
export function optionsOf(text: string, before: Options): Options {
  const lines = text.split('\n').map((line) => line.split('=').map((part) => part.trim()));
  const options = new Map<string, Options[number]>();
  for (const [value = '', en, zh] of lines) {
    if (value === '' || options.has(value)) continue;
    const known = before.find((option) => option.value === value);
    const title = en ? { en, ...(zh ? { 'zh-CN': zh } : {}) } : (known?.title ?? { en: value });
    options.set(value, { value, title });
  }
  return [...options.values()];
}
