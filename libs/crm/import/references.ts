import type { RecordId, WorkspaceId } from '#kernel';
import { closest } from '#pipeline';
import type { ImportReads } from '../ports.js';

const MAX_KNOWN = 20_000;

export type Resolution =
  { readonly kind: 'found'; readonly id: RecordId } | { readonly kind: 'ambiguous' } | { readonly kind: 'unresolved'; readonly suggestion: string | null };

/**
 * Finds the records that a column of names refers to: exactly, else whatever the case and outer blanks. Objects of up
 * to 20,000 records are read once; of larger ones each chunk asks for its own names.
 */
export class ReferenceResolver {
  private exact = new Map<string, RecordId | null>(); // null: several
  private folded = new Map<string, RecordId | null>();
  private names = new Map<RecordId, string>();
  private readonly used = new Set<RecordId>();
  private whole = false;
  private readonly suggestions = new Map<string, string | null>();

  constructor(
    private readonly reads: ImportReads,
    private readonly at: { readonly workspace: WorkspaceId; readonly object: string; readonly by: string },
  ) {}

  /** Reads the object's names; again to see records made since. */
  async load(): Promise<void> {
    const { workspace, object, by } = this.at;
    const all = await this.reads.allValues(workspace, object, by, MAX_KNOWN);
    this.forget();
    this.whole = all !== null;
    for (const { id, value } of all ?? []) this.add(id, value);
  }

  /** Makes sure that these names can be resolved. */
  async prepare(texts: readonly string[]): Promise<void> {
    if (this.whole) return;
    const wanted = [...new Set(texts)].filter((text) => !this.exact.has(text));
    if (wanted.length === 0) return;
    const { workspace, object, by } = this.at;
    for (const { id, value } of await this.reads.byValues(workspace, object, by, wanted)) if (!this.names.has(id)) this.add(id, value);
  }

  resolve(text: string): Resolution {
    const found = this.exact.get(text) ?? (this.exact.has(text) ? null : this.folded.get(fold(text)));
    if (found === null) return { kind: 'ambiguous' };
    if (found !== undefined) {
      this.used.add(found);
      return { kind: 'found', id: found };
    }
    return { kind: 'unresolved', suggestion: this.suggest(text) };
  }

  /** Names of the records that nothing resolved to; null when the object is too large to say. */
  unused(): readonly string[] | null {
    return this.whole ? [...this.names].filter(([id]) => !this.used.has(id)).map(([, name]) => name) : null;
  }

  private suggest(text: string): string | null {
    let suggestion = this.suggestions.get(text);
    if (suggestion === undefined) {
      suggestion = this.whole ? closest(text, this.exact.keys()) : null;
      this.suggestions.set(text, suggestion);
    }
    return suggestion;
  }

  private add(id: RecordId, value: string): void {
    this.names.set(id, value);
    this.exact.set(value, this.exact.has(value) ? null : id);
    this.folded.set(fold(value), this.folded.has(fold(value)) ? null : id);
  }

  private forget(): void {
    this.exact = new Map();
    this.folded = new Map();
    this.names = new Map();
    this.suggestions.clear();
  }
}

const fold = (text: string): string => text.trim().toLowerCase();
