import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilterPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ObjectShape } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useTexts } from '../i18n/texts.js';
import { ConditionEditor } from './condition-editor.js';
import styles from './filter-bar.module.css';
import { FilterChip } from './filter-chip.js';
import { FilterPopover } from './filter-popover.js';
import { type Condition, type FilterPart, parseFilter, printFilter } from './filter-text.js';
import { SearchBox } from './search-box.js';
import { filterTexts } from './texts.js';
import { useFilterColumns } from './use-filter-columns.js';

/** What records are narrowed by, as it stands in the address. */
export interface Narrowing {
  readonly filter: string | undefined;
  readonly q: string | undefined;
}

interface Props extends Narrowing {
  readonly object: ObjectShape;
  /** Adds the columns of its runs: stage, outcome, open ... */
  readonly pipeline: PipelineWords | null;
  readonly onChange: (next: Narrowing) => void;
  /** False where words cannot be searched for. */
  readonly hasSearch?: boolean;
  /** Stands at the end of the bar: views, columns. */
  readonly children?: ReactNode;
}

/** Search and filters of records: reads as a sentence of conditions, each of which can be changed or taken away. */
export function FilterBar({ object, pipeline, filter, q, onChange, hasSearch = true, children }: Props) {
  const t = useTexts(filterTexts);
  const columns = useFilterColumns(object, pipeline);
  const parts = parseFilter(filter ?? '');
  const put = (next: readonly FilterPart[]): void => onChange({ q, filter: printFilter(next) || undefined });
  return (
    <div className={styles.bar} role="search" aria-label={t('filters')}>
      {hasSearch && <SearchBox q={q} label={t('searchIn', { objects: object.plural })} onChange={(words) => onChange({ filter, q: words })} />}
      {parts.map((part, place) => (
        <FilterChip
          // The place is what tells equal conditions apart.
          key={`${place} ${printFilter([part])}`}
          part={part}
          columns={columns}
          onChange={(next) => put(parts.with(place, next))}
          onRemove={() => put(parts.toSpliced(place, 1))}
        />
      ))}
      <AddFilter columns={columns} onAdd={(condition) => put([...parts, condition])} />
      {parts.length > 1 && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => put([])}>
          {t('clear')}
        </Button>
      )}
      {children && <div className={styles.end}>{children}</div>}
    </div>
  );
}

function AddFilter({ columns, onAdd }: { readonly columns: ReturnType<typeof useFilterColumns>; readonly onAdd: (condition: Condition) => void }) {
  const t = useTexts(filterTexts);
  const [isOpen, popup] = useDisclosure();
  const add = (condition: Condition): void => {
    popup.close();
    onAdd(condition);
  };
  return (
    <FilterPopover
      isOpen={isOpen}
      onClose={popup.close}
      target={
        <Button variant="subtle" size="compact-sm" leftSection={<IconFilterPlus size={16} aria-hidden />} onClick={popup.toggle}>
          {t('add')}
        </Button>
      }
    >
      <ConditionEditor columns={columns.filter(({ field }) => field.retired !== true)} onApply={add} onCancel={popup.close} />
    </FilterPopover>
  );
}
