import { isJsonObject, type Json, type JsonObject } from '#kernel';
import type { VarDocument } from '../definition/index.js';
import { EVENT_PATTERN, FIELD_NAME } from '../definition/names.js';
import type { LostList } from './lost.js';
import { isWellFormed, uniqueName } from './xstate-tree.js';

/** Where parts that only Millrace knows are kept inside a machine, so that it comes back as it was. */
export const OWN = 'millrace';

/** What the export put under `meta.millrace` (or `params`, `input`); empty where there is nothing of the kind. */
export function ownPart(holder: Json | undefined): JsonObject {
  const part = isJsonObject(holder ?? null) && Object.hasOwn(holder as JsonObject, OWN) ? (holder as JsonObject)[OWN] : undefined;
  return part !== undefined && isJsonObject(part) ? part : {};
}

/** The value as an object; an empty one for anything else. */
export const partsOf = (value: Json | undefined): JsonObject => (value !== undefined && isJsonObject(value) ? value : {});

/** The value as a list; a lone value as a list of one. */
export const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** The run's variables that an import declares: literal context values, and one for each guard that is code. */
export class ImportedVars {
  private readonly vars = new Map<string, VarDocument>();
  private readonly guards = new Map<string, string>();

  constructor(private readonly lost: LostList) {}

  addContext(context: Json | undefined): void {
    if (context === undefined) return;
    if (!isJsonObject(context)) return this.lost.add('context.form', '/context', 'The context is not an object of values.', '上下文不是值的对象。');
    for (const [name, value] of Object.entries(context)) {
      if (FIELD_NAME.test(name) && !(name in Object.prototype)) this.vars.set(name, declared(value));
      else
        this.lost.add(
          'context.name',
          `/context/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`,
          `"${name}" cannot name a variable.`,
          `“${name}”不能作为变量名。`,
        );
    }
  }

  add(vars: JsonObject): void {
    for (const [name, value] of Object.entries(vars)) this.vars.set(name, value as unknown as VarDocument);
  }

  /** The variable that stands for a guard written in code: false until somebody says otherwise. */
  ofGuard(guard: string): string {
    const known = this.guards.get(guard);
    if (known !== undefined) return known;
    const bare =
      guard
        .replace(/[^A-Za-z0-9_]+/g, '_')
        .replace(/^(?=\d)/, '_')
        .slice(0, 74) || 'guard';
    const name = uniqueName(FIELD_NAME.test(bare) && !(bare in Object.prototype) ? bare : 'guard', (n) => this.vars.has(n)).replace(/-/g, '_');
    this.guards.set(guard, name);
    this.vars.set(name, {
      type: 'boolean',
      title: { en: isWellFormed(guard) && guard.trim() !== '' ? guard.slice(0, 200).replace(/[\u0000-\u001f\u007f]/g, ' ') : name },
      default: false,
    });
    return name;
  }

  get document(): { readonly vars?: Readonly<Record<string, VarDocument>> } {
    return this.vars.size ? { vars: Object.fromEntries(this.vars) } : {};
  }
}

function declared(value: Json): VarDocument {
  if (value === null) return { type: 'json' };
  if (Array.isArray(value)) return { type: 'list', default: value };
  const type = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'json';
  return { type, default: value };
}

/** An event name of a machine as a pipeline may have it. */
export function legalEvent(name: string): string {
  if (EVENT_PATTERN.test(name) && isWellFormed(name) && !(name in Object.prototype)) return name;
  const bare = [...name.replace(/[*{}\u0000-\u001f\u007f]/g, '-')].slice(0, 190).join('').trim();
  return bare !== '' && isWellFormed(bare) && EVENT_PATTERN.test(bare) && !(bare in Object.prototype) ? bare : 'event';
}

/** `createOrUpdateForm` -> `create-or-update-form`. */
export function slug(text: string): string {
  const words = text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return (
    words
      .replace(/[^a-z0-9_-]+/g, '-')
      .replace(/^[-_]+|-+$/g, '')
      .slice(0, 80) || 'imported'
  );
}
