import { Link } from '@tanstack/react-router';
import { Badge, FieldValue, Unfilled } from '../fields/field-value.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useRecordName, useReferenced } from '../fields/use-names.js';
import { useObject } from '../fields/use-objects.js';
import styles from './list-grid.module.css';
import { type ListColumn, type ListedRecord, valueIn } from './list-columns.js';

interface Props {
  readonly record: ListedRecord;
  readonly column: ListColumn;
  readonly nameField: string;
  readonly pipeline: string | null;
  readonly currency: string;
  /** -1 in a grid, where the cell has the focus. */
  readonly tabIndex?: number | undefined;
}

/** What a column shows of a record. */
export function CellValue({ record, column, nameField, pipeline, currency, tabIndex }: Props) {
  if (column.path === nameField) return <RecordLink record={record} tabIndex={tabIndex} />;
  if (column.group === 'runs') return <Runs record={record} />;
  if (column.group === 'related') return <RelatedValue record={record} column={column} currency={currency} />;
  return <FieldValue field={column.field} value={valueIn(column, record, pipeline, null)} currency={currency} isShort tabIndex={tabIndex} />;
}

export function RecordLink({ record, tabIndex }: { readonly record: ListedRecord; readonly tabIndex?: number | undefined }) {
  const nameOf = useRecordName();
  return (
    <Link to="/records/$object/$id" params={{ object: record.object, id: record.id }} className={styles.name} tabIndex={tabIndex}>
      {nameOf(record)}
    </Link>
  );
}

function Runs({ record }: { readonly record: ListedRecord }) {
  if (record.runs.length === 0) return <Unfilled />;
  return (
    <span className={styles.runs}>
      {record.runs.map((run) => (
        <RunBadge key={run.id} pipeline={run.pipeline} stage={run.stage ?? run.configuration[0] ?? ''} />
      ))}
    </span>
  );
}

function RunBadge({ pipeline, stage }: { readonly pipeline: string; readonly stage: string }) {
  const words = usePipelineWords(pipeline);
  return words ? <Badge>{`${words.title} · ${words.stateTitle(stage)}`}</Badge> : <Badge>…</Badge>;
}

/** A field of the record that a reference points to. */
function RelatedValue({ record, column, currency }: Pick<Props, 'record' | 'column' | 'currency'>) {
  const [reference = ''] = column.path.split('.');
  const id = record.fields[reference];
  const object = useObject(record.object)?.byName.get(reference)?.object ?? null;
  const referenced = useReferenced(typeof id === 'string' && object !== null ? { object, id } : null);
  return <FieldValue field={column.field} value={valueIn(column, record, null, referenced)} currency={currency} isShort />;
}
