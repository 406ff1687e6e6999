import { useState } from 'react';
import { ask } from '../api/ask.js';
import { loadRecord } from '../fields/record-loader.js';
import { isFilled, type ObjectShape } from '../fields/object-shape.js';
import { titleOfOption } from '../fields/say-value.js';
import { usePersonName, useRecordName } from '../fields/use-names.js';
import { useWords } from '../fields/use-words.js';
import { useTexts } from '../i18n/texts.js';
import { downloadCsv } from '../ui/download.js';
import { showDone } from '../ui/show-done.js';
import { showProblem } from '../ui/show-problem.js';
import { csvOf } from './csv.js';
import { type ListColumn, type ListedRecord, valueIn } from './list-columns.js';
import { listTexts } from './texts.js';
import { type ListSearch, selectionOf } from './use-list.js';

const MOST = 10_000;
const PAGE = 200;

/** Writes the records of a list, or the selected ones, to a CSV file: the columns that are shown, as they read. */
export function useExport(object: ObjectShape, search: ListSearch, columns: readonly ListColumn[]) {
  const t = useTexts(listTexts);
  const nameOf = useRecordName();
  const personName = usePersonName();
  const { yes, no } = useWords();
  const [loaded, setLoaded] = useState<number | null>(null);

  const pipeline = search.pipeline ?? null;
  const cellOf = async (record: ListedRecord, column: ListColumn): Promise<string | number> => {
    if (column.group === 'runs') return record.runs.map((run) => `${run.pipeline}: ${run.stage ?? ''}`).join('; ');
    const referenced = await referencedBy(object, record, column);
    if (column.field.type === 'reference' && column.group === 'record') return referenced ? nameOf(referenced) : '';
    return textOf(column, valueIn(column, record, pipeline, referenced), { yes, no, personName });
  };
  const write = async (selected: readonly ListedRecord[]): Promise<void> => {
    setLoaded(0);
    try {
      const { records, isCut } = selected.length > 0 ? { records: selected, isCut: false } : await everything(object.key, search, setLoaded);
      const rows = await Promise.all(records.map((record) => Promise.all(columns.map((column) => cellOf(record, column)))));
      downloadCsv(`${object.key}-${new Date().toISOString().slice(0, 10)}.csv`, csvOf([columns.map(({ title }) => title), ...rows]));
      showDone(isCut ? t('exportCut', { count: MOST }) : t('exported', { count: rows.length }));
    } catch (error) {
      showProblem(error);
    } finally {
      setLoaded(null);
    }
  };
  return { write, loaded };
}

/** The record that a column reads through a reference. */
async function referencedBy(object: ObjectShape, record: ListedRecord, column: ListColumn): Promise<ListedRecord | null> {
  const field = column.group === 'related' ? object.byName.get(column.path.split('.')[0] ?? '') : column.field;
  const id = field?.type === 'reference' ? record.fields[field.name] : null;
  return field?.object && typeof id === 'string' ? loadRecord(field.object, id) : null;
}

interface Names {
  readonly yes: string;
  readonly no: string;
  personName(id: string): string;
}

function textOf({ field }: ListColumn, value: unknown, { yes, no, personName }: Names): string | number {
  if (!isFilled(value)) return '';
  if (Array.isArray(value)) return value.map((one) => titleOfOption(field, String(one))).join('; ');
  switch (typeof value) {
    case 'number':
      return value;
    case 'boolean':
      return value ? yes : no;
    case 'string':
      return field.type === 'person' ? personName(value) : titleOfOption(field, value);
    default:
      return JSON.stringify(value);
  }
}

async function everything(object: string, search: ListSearch, onLoaded: (count: number) => void) {
  const records: ListedRecord[] = [];
  const query = { ...selectionOf(search), ...(search.sort ? { sort: search.sort } : {}), limit: PAGE };
  let cursor: string | null = null;
  do {
    const page: { readonly items: readonly ListedRecord[]; readonly next: string | null } = await ask('listRecords', {
      params: { object },
      query: cursor === null ? query : { ...query, cursor },
    });
    records.push(...page.items);
    onLoaded(records.length);
    cursor = page.next;
  } while (cursor !== null && records.length < MOST);
  return { records: records.slice(0, MOST), isCut: cursor !== null };
}
