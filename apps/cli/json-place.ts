/** Where JSON text stops being JSON: the offset of the first character that cannot stand there (`text.length` = ends too early). */
export function firstBadOffset(text: string): number {
  const scan = new Scan(text);
  return scan.value(0) && scan.atEnd() ? text.length : scan.offset;
}

/** Line and column, both from 1, of an offset. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const BLANK = /[ \t\n\r]*/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const MAX_DEPTH = 2000;

/** A reader that only says how far the text is JSON; it stops where it gives up. */
class Scan {
  offset = 0;
  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.take(BLANK);
    return this.offset === this.text.length;
  }

  value(depth: number): boolean {
    this.take(BLANK);
    const first = this.text[this.offset];
    if (first === '{') return depth < MAX_DEPTH && this.list('}', () => this.member(depth + 1));
    if (first === '[') return depth < MAX_DEPTH && this.list(']', () => this.value(depth + 1));
    return this.take(TEXT) || this.take(NUMBER) || this.take(WORD);
  }

  private member(depth: number): boolean {
    this.take(BLANK);
    return this.take(TEXT) && this.mark(':') && this.value(depth);
  }

  private list(close: string, item: () => boolean): boolean {
    this.offset += 1;
    if (this.mark(close)) return true;
    do {
      if (!item()) return false;
    } while (this.mark(','));
    return this.mark(close);
  }

  private mark(sign: string): boolean {
    this.take(BLANK);
    if (this.text[this.offset] !== sign) return false;
    this.offset += 1;
    return true;
  }

  private take(form: RegExp): boolean {
    form.lastIndex = this.offset;
    const match = form.exec(this.text);
    if (!match) return false;
    this.offset += match[0].length;
    return true;
  }
}
