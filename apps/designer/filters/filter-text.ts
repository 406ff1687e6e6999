export const OPERATORS = ['=', '!=', '>', '>=', '<', '<=', '~'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition as it stands in an address. No values with `=`: unfilled; with `!=`: filled. */
export interface Condition {
  readonly kind: 'condition';
  /** `close_value`, `account.sector`, `stage`, `createdAt`. */
  readonly path: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}
/** A part that is no condition: kept as it was written, so that nothing is dropped in silence. */
export interface Unread {
  readonly kind: 'unread';
  readonly text: string;
}
export type FilterPart = Condition | Unread;

const CONDITION = /^\s*([A-Za-z_][\w.]{0,130})\s*(!=|>=|<=|=|>|<|~)\s*(.*)$/s;

/**
 * Reads the API's filter text (`close_value>1000;stage=engaging,prospecting;name~acme;lost_reason=`), as the engine does:
 * what it means is judged there. `parseFilter(printFilter(parts))` gives the same conditions again.
 */
export function parseFilter(text: string): readonly FilterPart[] {
  return splitOutsideQuotes(text, ';')
    .filter((part) => part.trim() !== '')
    .map(parsePart);
}

function parsePart(text: string): FilterPart {
  const match = CONDITION.exec(text);
  if (!match) return { kind: 'unread', text: text.trim() };
  const [, path = '', operator = '=', rest = ''] = match;
  const words = splitOutsideQuotes(rest, ',').map(unquote);
  const [first] = words;
  const isEmpty = words.length === 1 && first?.text === '' && !first.isQuoted;
  return { kind: 'condition', path, operator: operator as Operator, values: isEmpty ? [] : words.map((word) => word.text) };
}

export const printFilter = (parts: readonly FilterPart[]): string =>
  parts.map((part) => (part.kind === 'unread' ? part.text : `${part.path}${part.operator}${part.values.map(quote).join(',')}`)).join(';');

/** The same with one more condition, replacing none. */
export const withCondition = (text: string | undefined, condition: Omit<Condition, 'kind'>): string =>
  printFilter([...parseFilter(text ?? ''), { kind: 'condition', ...condition }]);

/** A value that begins with `=` would read as part of the operator before it. */
const quote = (value: string): string => (value === '' || value !== value.trim() || /^=|[";,]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

function unquote(word: string): { readonly text: string; readonly isQuoted: boolean } {
  const text = word.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"')
    ? { text: text.slice(1, -1).replaceAll('""', '"'), isQuoted: true }
    : { text, isQuoted: false };
}

/** Splits at the separator, but not within double quotes. */
function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') isQuoted = !isQuoted;
    else if (text[i] === separator && !isQuoted) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}
