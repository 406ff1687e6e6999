import { ActionIcon, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { sayValue } from '../fields/say-value.js';
import { useNames } from '../fields/use-names.js';
import { useWorkspaceCurrency } from '../fields/use-objects.js';
import { useWords } from '../fields/use-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { comparisonOf, type FilterColumn, valueOf } from './columns.js';
import { ConditionEditor } from './condition-editor.js';
import { sentenceOf } from './condition-words.js';
import styles from './filter-bar.module.css';
import { FilterPopover } from './filter-popover.js';
import type { Condition, FilterPart } from './filter-text.js';
import { filterTexts } from './texts.js';

interface Props {
  readonly part: FilterPart;
  readonly columns: readonly FilterColumn[];
  readonly onChange: (part: FilterPart) => void;
  readonly onRemove: () => void;
}

/** One condition as a piece of a sentence: pressed to change it, with a cross to remove it. */
export function FilterChip({ part, columns, onChange, onRemove }: Props) {
  const t = useTexts(filterTexts);
  const [isOpen, popup] = useDisclosure();
  const words = useConditionWords(part, columns);
  const condition = part.kind === 'condition' && columns.some(({ path }) => path === part.path) ? part : null;
  const change = (next: Condition): void => {
    popup.close();
    onChange(next);
  };
  return (
    <span className={styles.chip} data-unread={condition === null || undefined}>
      <FilterPopover
        isOpen={isOpen}
        onClose={popup.close}
        target={
          <UnstyledButton className={styles.words} aria-label={t('edit', { condition: words })} disabled={condition === null} onClick={popup.toggle}>
            {words}
          </UnstyledButton>
        }
      >
        {condition && <ConditionEditor columns={columns} condition={condition} onApply={change} onCancel={popup.close} />}
      </FilterPopover>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('remove', { condition: words })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </span>
  );
}

/** A condition in the reader's words: "Stage is Engaging or Prospecting". */
function useConditionWords(part: FilterPart, columns: readonly FilterColumn[]): string {
  const t = useTexts(filterTexts);
  const { language } = useFormat();
  const currency = useWorkspaceCurrency();
  const column = part.kind === 'condition' ? columns.find(({ path }) => path === part.path) : undefined;
  const object = column?.field.type === 'reference' ? column.field.object : null;
  const names = useNames(object === null || part.kind === 'unread' ? [] : part.values.map((id) => ({ object, id })));
  const words = useWords(names);
  if (part.kind === 'unread') return part.text;
  if (!column) return `${part.path} ${part.operator} ${part.values.join(', ')}`;
  const comparison = comparisonOf(part.operator, part.values);
  const said = part.values.map((value) => sayValue(column.field, valueOf(column.field, value), currency, words));
  const values = new Intl.ListFormat(language, { type: comparison === 'none-of' || comparison === 'one-of' ? 'disjunction' : 'unit' }).format(said);
  return t(sentenceOf(column.field, comparison), { field: column.title, values });
}
