import type { Json, JsonObject, Problem, WorkspaceId } from '#kernel';
import { UserError } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { checkFields, type Fields } from '../fields/field-check.js';
import { companionOf } from '../fields/registry.js';
import { CORE_OBJECTS } from '../objects/index.js';
import type { ImportReads } from '../ports.js';
import { convertCell } from './convert.js';
import type { CsvRow } from './csv.js';
import type { ImportMap } from './map.js';
import { ReferenceResolver } from './references.js';
import type { ReportBuilder } from './report.js';

/** What turning rows into fields needs to know. */
export interface RowContext {
  readonly workspace: WorkspaceId;
  readonly object: string;
  readonly fields: Fields;
  readonly map: ImportMap;
  /** The workspace's currency. */
  readonly currency: string;
}

/** A reference to a record that may be further down in the same file. */
export interface Deferred {
  readonly line: number;
  readonly key: string;
  readonly column: string;
  readonly field: string;
  readonly text: string;
}

/** Turns cells into checked fields, and tells the report what was noticed on the way. */
export class RowReader {
  private readonly resolvers = new Map<string, ReferenceResolver>();
  readonly deferred: Deferred[] = [];
  private members: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly context: RowContext,
    private readonly reads: ImportReads,
    private readonly report: ReportBuilder,
  ) {}

  /** Reads what references and people are called. `columns`: all columns that go to fields. */
  async open(columns: Iterable<readonly [column: string, field: string]>): Promise<void> {
    const { workspace, fields } = this.context;
    for (const [, name] of columns) {
      const field = fields[name];
      if (field?.type === 'person') this.members = await this.reads.membersByEmail(workspace);
      if (field?.type !== 'reference' || this.resolvers.has(name)) continue;
      const resolver = new ReferenceResolver(this.reads, { workspace, object: field.object ?? '', by: this.byOf(name, field) });
      this.resolvers.set(name, resolver);
      await resolver.load();
    }
  }

  /** Makes the references of a chunk of rows resolvable. */
  async prepare(rows: readonly CsvRow[], columns: Iterable<readonly [column: string, field: string]>): Promise<void> {
    for (const [column, name] of columns) {
      await this.resolvers.get(name)?.prepare(rows.map((row) => this.cell(row, column)).filter((text) => text !== ''));
    }
  }

  /** The trimmed text of a cell, blank where the map says so. */
  cell(row: CsvRow, column: string): string {
    const { joins, blanks } = this.context.map;
    const text = joinCells((joins.get(column) ?? [column]).map((name) => (row.cells.get(name) ?? '').trim()));
    return blanks.has(text) ? '' : text;
  }

  /** Fields of the row's filled cells, unchecked; blank cells say nothing about their field. */
  fieldsOf(row: CsvRow, key: string, columns: Iterable<readonly [column: string, field: string]>, constants: JsonObject): Record<string, Json> {
    const values: Record<string, Json> = { ...constants };
    for (const [column, name] of columns) {
      const field = this.context.fields[name];
      const text = this.cell(row, column);
      if (!field) continue;
      if (field.type === 'reference') this.refer(values, { line: row.line, key, column, field: name, text });
      else if (text !== '') values[name] = this.convert(text, field, name, column, row.line);
    }
    const { currency } = this.context.map;
    if (currency !== null && this.context.fields['currency'] && values['currency'] === undefined && this.hasMoney(values)) values['currency'] = currency;
    return values;
  }

  /** The problems of fields as they would be written over `previous`; empty when they may be. */
  problems(values: JsonObject, previous: JsonObject | null): readonly Problem[] {
    try {
      checkFields({ fields: this.context.fields, currency: this.context.currency }, values, previous);
      return [];
    } catch (error) {
      if (error instanceof UserError) return error.problems;
      throw error;
    }
  }

  /** Resolves the references that waited for the end of the file; those still unresolved are told to the report. */
  async resolveDeferred(made: ReadonlySet<string> | null): Promise<readonly (Deferred & { readonly values: JsonObject })[]> {
    for (const name of new Set(this.deferred.map((one) => one.field))) await this.resolvers.get(name)?.load();
    return this.deferred.map((one) => {
      const values: Record<string, Json> = {};
      // A dry run has made nothing: what the file itself would make counts as found.
      if (!made?.has(one.text.toLowerCase())) this.settle(values, one);
      return { ...one, values };
    });
  }

  /** Tells which records of referenced objects no row referred to. */
  reportUnreferenced(): void {
    for (const [field, resolver] of this.resolvers) {
      if (this.context.fields[field]?.object === this.context.object) continue;
      for (const name of resolver.unused() ?? []) this.report.find({ code: 'records.unreferenced', column: null, field, got: name, suggestion: null }, null);
    }
  }

  private refer(values: Record<string, Json>, one: Deferred): void {
    if (one.text === '') {
      this.report.find({ code: 'reference.blank', column: one.column, field: one.field, got: null, suggestion: null }, one.line);
      return;
    }
    const resolution = this.resolvers.get(one.field)?.resolve(one.text);
    const same = this.context.fields[one.field]?.object === this.context.object;
    if (same && resolution?.kind === 'unresolved') this.deferred.push(one);
    else this.settle(values, one);
  }

  private settle(values: Record<string, Json>, one: Deferred): void {
    const resolution = this.resolvers.get(one.field)?.resolve(one.text);
    if (!resolution) return;
    if (resolution.kind === 'found') {
      values[one.field] = resolution.id;
      values[companionOf(one.field)] = null;
      return;
    }
    const suggestion = resolution.kind === 'unresolved' ? resolution.suggestion : null;
    this.report.find({ code: `reference.${resolution.kind}`, column: one.column, field: one.field, got: one.text, suggestion }, one.line);
    values[companionOf(one.field)] = one.text;
  }

  private convert(text: string, field: FieldDefinition, name: string, column: string, line: number): Json {
    if (field.type === 'person') return this.members.get(text.toLowerCase()) ?? text;
    const { value, near } = convertCell(text, field, this.context.map);
    if (near !== undefined) this.report.find({ code: 'value.near-option', column, field: name, got: text, suggestion: near }, line);
    return value;
  }

  private byOf(name: string, field: FieldDefinition): string {
    return this.context.map.references.get(name) ?? CORE_OBJECTS.get(field.object ?? '')?.nameField ?? 'name';
  }

  private hasMoney(values: JsonObject): boolean {
    return Object.keys(values).some((name) => this.context.fields[name]?.type === 'money' && values[name] !== null);
  }
}

/** A blank between the filled ones, but none between Chinese characters: a family and a given name are written together. */
function joinCells(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '');
  return filled.join(filled.every((cell) => /^\p{Script=Han}+$/u.test(cell)) ? '' : ' ');
}
