import { isJsonObject, type Json, type JsonObject, pointer, type Problem, UserError } from '#kernel';
import { isCurrency } from '../fields/currency.js';
import { closest } from '#pipeline';
import type { Fields } from '../fields/field-check.js';
import { CORE_OBJECTS } from '../objects/index.js';

/** How the columns of a CSV file become the fields of records. What a person writes as MAP.json, checked. */
export interface ImportMap {
  /** Column with the id of the row in the system it comes from: a second import with the same ids updates. */
  readonly key: string;
  /** Column -> field. */
  readonly columns: ReadonlyMap<string, string>;
  /** A made-up column -> the columns of the file whose cells it joins: a first and a last name as one. */
  readonly joins: ReadonlyMap<string, readonly string[]>;
  /** Reference field -> the field of the other record whose value stands in the file; `externalKey` and `id` too. */
  readonly references: ReadonlyMap<string, string>;
  /** Fields that every record gets. */
  readonly constants: JsonObject;
  /** History only: what happened, in which column its time stands. */
  readonly events: readonly EventMap[];
  /** History only: column with the time at which the run starts; null = the earliest event. */
  readonly startAt: string | null;
  /** IANA zone of dates and times that name none. */
  readonly timeZone: string;
  /** Set as the record's `currency` where the file has none. */
  readonly currency: string | null;
  readonly dates: DateOrder;
  readonly decimal: '.' | ',';
  /** Cells with these texts count as blank. */
  readonly blanks: ReadonlySet<string>;
  /** Null = told from the header. */
  readonly delimiter: string | null;
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export interface EventMap {
  readonly event: string;
  /** Column with the time; a row where it is blank has no such event. */
  readonly at: string;
  /** Column -> the values with which the row has this event; all must hold. */
  readonly when: ReadonlyMap<string, ReadonlySet<string>>;
  /** Column -> field, sent with the event. */
  readonly fields: ReadonlyMap<string, string>;
  readonly constants: JsonObject;
}

/** What a map is checked against. */
export interface MapTarget {
  readonly object: string;
  readonly fields: Fields;
  /** The first line of the file. */
  readonly header: readonly string[];
  readonly history: boolean;
}

const KEYS = [
  'key',
  'columns',
  'joins',
  'references',
  'constants',
  'events',
  'start',
  'timeZone',
  'currency',
  'dates',
  'decimal',
  'blanks',
  'delimiter',
  'comment',
];

/** Reads MAP.json against the file's header and the object's fields; throws UserError with every problem. */
export function parseImportMap(sent: Json, target: MapTarget): ImportMap {
  if (!isJsonObject(sent))
    throw new UserError(
      'invalid',
      problem('map.form', '', 'A map is a JSON object: { "key": ..., "columns": { ... } }.', '映射是 JSON 对象:{ "key": ..., "columns": { ... } }。'),
    );
  const own = new MapReader(target);
  const joins = own.joins(sent['joins']);
  const reader = own.with([...joins.keys()]);
  for (const key of Object.keys(sent)) if (!KEYS.includes(key)) reader.unknownMember(key);
  const map: ImportMap = {
    key: reader.column(sent['key'] ?? null, '/key'),
    columns: reader.columns(sent['columns'] ?? null, '/columns', sent['columns'] !== undefined),
    joins,
    references: reader.references(sent['references']),
    constants: reader.constants(sent['constants'], '/constants'),
    events: reader.events(sent['events']),
    startAt: reader.start(sent['start']),
    timeZone: reader.timeZone(sent['timeZone'] ?? 'UTC'),
    currency: reader.currency(sent['currency'] ?? null),
    dates: reader.oneOf(sent['dates'] ?? 'ymd', ['ymd', 'dmy', 'mdy'], '/dates'),
    decimal: reader.oneOf(sent['decimal'] ?? '.', ['.', ','], '/decimal'),
    blanks: new Set(reader.texts(sent['blanks'] ?? [], '/blanks')),
    delimiter: delimiterOf(sent),
  };
  reader.finish();
  return map;
}

/** The delimiter a map names; needed before the header can be read. */
export function delimiterOf(sent: Json): string | null {
  const delimiter = isJsonObject(sent) ? sent['delimiter'] : null;
  return typeof delimiter === 'string' && delimiter.length === 1 && !'"\r\n'.includes(delimiter) ? delimiter : null;
}

const problem = (code: string, at: string, en: string, zh: string): Problem => ({ code, at, text: { en, 'zh-CN': zh } });

class MapReader {
  constructor(
    private readonly target: MapTarget,
    private readonly problems: Problem[] = [],
  ) {}

  /** The same reader, for which these columns are there too. */
  with(columns: readonly string[]): MapReader {
    return new MapReader({ ...this.target, header: [...this.target.header, ...columns] }, this.problems);
  }

  joins(sent: Json | undefined): ReadonlyMap<string, readonly string[]> {
    const entries = Object.entries(this.object(sent, '/joins')).map(([name, columns]) => {
      const at = pointer('/joins', name);
      if (this.target.header.includes(name)) this.wrong('map.join', at, `The file has a column \`${name}\` of its own.`, `文件中已有列 \`${name}\`。`);
      return [name, this.texts(columns, at).map((column, i) => this.column(column, `${at}/${i}`))] as const;
    });
    return new Map(entries);
  }

  finish(): void {
    const [first, ...rest] = this.problems;
    if (first) throw new UserError('invalid', [first, ...rest]);
  }

  column(name: Json, at: string): string {
    if (typeof name !== 'string' || name === '') {
      this.wrong('map.column', at, 'Name a column of the file.', '请写出文件中的列名。');
      return '';
    }
    if (!this.target.header.includes(name)) {
      const meant = closest(name, this.target.header);
      this.wrong(
        'map.column-unknown',
        at,
        `The file has no column \`${name}\`.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
        `文件没有列 \`${name}\`。${meant ? `是否指 \`${meant}\`?` : ''}`,
      );
    }
    return name;
  }

  columns(sent: Json, at: string, required: boolean): ReadonlyMap<string, string> {
    if (!isJsonObject(sent)) {
      if (sent !== null || required) this.wrong('map.columns', at, 'An object { "column of the file": "field" }.', '对象 { "文件中的列": "字段" }。');
      return new Map();
    }
    const columns = new Map<string, string>();
    for (const [column, field] of Object.entries(sent)) {
      const place = pointer(at, column);
      if (typeof field === 'string' && this.isTurnedAround(column, field)) {
        this.wrong(
          'map.turned-around',
          place,
          `Turned around: write \`"${field}": "${column}"\` (column of the file first, then the field).`,
          `写反了:应为 \`"${field}": "${column}"\`(先写文件中的列,再写字段)。`,
        );
        continue;
      }
      this.column(column, place);
      if (typeof field !== 'string') this.wrong('map.field', place, 'Name a field.', '请写出字段名。');
      else if (this.field(field, place)) columns.set(column, field);
    }
    const fields = [...columns.values()];
    for (const field of new Set(fields.filter((name, i) => fields.indexOf(name) !== i))) {
      this.wrong('map.field-twice', at, `Two columns go to the field \`${field}\`.`, `两列对应同一字段 \`${field}\`。`);
    }
    return columns;
  }

  references(sent: Json | undefined): ReadonlyMap<string, string> {
    const named = new Map<string, string>();
    for (const [name, by] of Object.entries(this.object(sent, '/references'))) {
      const at = pointer('/references', name);
      if (!this.field(name, at)) continue;
      const field = this.target.fields[name];
      const other = field?.object ? CORE_OBJECTS.get(field.object) : undefined;
      if (field?.type !== 'reference' || !other) this.wrong('map.reference', at, `\`${name}\` is no reference.`, `\`${name}\` 不是引用字段。`);
      else if (typeof by !== 'string')
        this.wrong(
          'map.reference',
          at,
          `Name the field of ${other.key} whose value stands in the file, such as \`${other.nameField}\`.`,
          `请写出 ${other.key} 的字段名,例如 \`${other.nameField}\`。`,
        );
      else named.set(name, by);
    }
    return named;
  }

  constants(sent: Json | undefined, at: string): JsonObject {
    const constants = this.object(sent, at);
    for (const name of Object.keys(constants)) this.field(name, pointer(at, name));
    return constants;
  }

  events(sent: Json | undefined): readonly EventMap[] {
    if (sent === undefined) return [];
    if (!this.target.history) {
      this.wrong('map.events', '/events', 'Events are played by import-history, not by import.', '事件由 import-history 播放,import 不支持。');
      return [];
    }
    if (!Array.isArray(sent)) {
      this.wrong(
        'map.events',
        '/events',
        'A list of { "event", "at", "when"?, "fields"?, "constants"? }.',
        '列表 { "event", "at", "when"?, "fields"?, "constants"? }。',
      );
      return [];
    }
    return sent.map((item: Json, i) => this.event(item, `/events/${i}`));
  }

  private event(sent: Json, at: string): EventMap {
    const item = this.object(sent, at);
    for (const key of Object.keys(item))
      if (!['event', 'at', 'when', 'fields', 'constants'].includes(key))
        this.wrong('map.unknown', pointer(at, key), `An event has no \`${key}\`.`, `事件没有 \`${key}\`。`);
    const event = item['event'];
    if (typeof event !== 'string' || event.trim() === '') this.wrong('map.event', `${at}/event`, 'Name the event.', '请写出事件名。');
    const when = Object.entries(this.object(item['when'], `${at}/when`)).map(
      ([column, values]) =>
        [
          this.column(column, pointer(`${at}/when`, column)),
          new Set(this.texts(typeof values === 'string' ? [values] : values, pointer(`${at}/when`, column))),
        ] as const,
    );
    return {
      event: typeof event === 'string' ? event : '',
      at: this.column(item['at'] ?? null, `${at}/at`),
      when: new Map(when),
      fields: this.columns(item['fields'] ?? null, `${at}/fields`, false),
      constants: this.constants(item['constants'], `${at}/constants`),
    };
  }

  start(sent: Json | undefined): string | null {
    if (sent === undefined) return null;
    return this.column(this.object(sent, '/start')['at'] ?? null, '/start/at');
  }

  timeZone(sent: Json): string {
    try {
      if (typeof sent === 'string') return new Intl.DateTimeFormat('en', { timeZone: sent }).resolvedOptions().timeZone;
    } catch {
      // Told below.
    }
    this.wrong('map.time-zone', '/timeZone', 'An IANA time zone such as Asia/Shanghai.', 'IANA 时区,例如 Asia/Shanghai。');
    return 'UTC';
  }

  currency(sent: Json): string | null {
    if (sent === null || (typeof sent === 'string' && isCurrency(sent))) return sent;
    this.wrong('map.currency', '/currency', 'An ISO 4217 code such as USD.', 'ISO 4217 货币代码,例如 CNY。');
    return null;
  }

  oneOf<T extends string>(sent: Json, allowed: readonly [T, ...T[]], at: string): T {
    const found = allowed.find((value) => value === sent);
    if (found === undefined) this.wrong('map.value', at, `One of: ${allowed.join(' ')}`, `以下之一:${allowed.join(' ')}`);
    return found ?? allowed[0];
  }

  texts(sent: Json | undefined, at: string): readonly string[] {
    if (Array.isArray(sent) && sent.every((item: Json) => typeof item === 'string')) return sent as readonly string[];
    this.wrong('map.texts', at, 'A text or a list of texts.', '一个文本或文本列表。');
    return [];
  }

  unknownMember(key: string): void {
    const meant = closest(key, KEYS);
    this.wrong(
      'map.unknown',
      pointer('', key),
      `A map has no \`${key}\`.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
      `映射没有 \`${key}\`。${meant ? `是否指 \`${meant}\`?` : ''}`,
    );
  }

  private object(sent: Json | undefined, at: string): JsonObject {
    if (sent === undefined || sent === null) return {};
    if (isJsonObject(sent)) return sent;
    this.wrong('map.form', at, 'Must be a JSON object.', '必须是 JSON 对象。');
    return {};
  }

  private field(name: string, at: string): boolean {
    if (this.target.fields[name]?.retired === true) {
      this.wrong('map.field-retired', at, `The field \`${name}\` is retired and takes no new values.`, `字段 \`${name}\` 已停用，不再接受新值。`);
      return false;
    }
    if (Object.hasOwn(this.target.fields, name)) return true;
    const meant = closest(name, Object.keys(this.target.fields));
    this.wrong(
      'map.field-unknown',
      at,
      `${this.target.object} has no field \`${name}\`.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
      `${this.target.object} 没有字段 \`${name}\`。${meant ? `是否指 \`${meant}\`?` : ''}`,
    );
    return false;
  }

  private isTurnedAround(left: string, right: string): boolean {
    const { header, fields } = this.target;
    return !header.includes(left) && Object.hasOwn(fields, left) && header.includes(right);
  }

  private wrong(code: string, at: string, en: string, zh: string): void {
    this.problems.push(problem(code, at, en, zh));
  }
}
