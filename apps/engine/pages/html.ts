const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

const escape = (text: string): string => text.replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? char);

/** Markup that was written by us. Only `html` makes it, so a text from outside is never taken for markup. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  /** @internal Use the tag `html`. */
  static of(parts: readonly string[], values: readonly Filling[]): Html {
    return new Html(parts.map((part, i) => part + (i < values.length ? markupOf(values[i]) : '')).join(''));
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a hole: texts and numbers are escaped, nothing for null and false, lists one after the other. */
export type Filling = Html | string | number | null | undefined | false | readonly Filling[];

function markupOf(value: Filling): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  return typeof value === 'object' ? value.map(markupOf).join('') : escape(String(value));
}

/** Writes markup; every hole is escaped, also inside of quoted attributes. */
export const html = (parts: TemplateStringsArray, ...values: readonly Filling[]): Html => Html.of(parts, values);

/** `code` in backquotes becomes code, blank lines become paragraphs. */
export const prose = (text: string): readonly Html[] => text.split('\n\n').map((paragraph) => html`<p>${inline(paragraph)}</p>`);

export const inline = (text: string): readonly Filling[] => text.split('`').map((part, i) => (i % 2 === 0 ? part : html`<code>${part}</code>`));
