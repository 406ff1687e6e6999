import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../i18n/texts.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { type Pair, withChanged, withLine, without } from './mapping.js';

interface Column {
  readonly label: string;
  readonly data: readonly string[] | readonly { readonly value: string; readonly label: string }[];
  readonly pattern?: string;
}

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly pairs: readonly Pair[];
  readonly name: Column;
  readonly value: Column;
  readonly onChange: (pairs: readonly Pair[]) => void;
}

/** A table of what is called so here and otherwise in the payload. */
export function PairRows({ label, hint, pairs, name, value, onChange }: Props) {
  const t = useTexts(settingsTexts);
  const data = (column: Column): string[] => column.data.map((one) => (typeof one === 'string' ? one : one.value));
  return (
    <div role="group" aria-label={label} className={styles.pairs}>
      <p>
        <strong>{label}</strong> <span className="quiet">{hint}</span>
      </p>
      {pairs.map((pair, n) => (
        <div key={pair.id} className={styles.pair}>
          <Autocomplete
            aria-label={t('ofLine', { what: name.label, n: n + 1 })}
            placeholder={name.label}
            value={pair.name}
            onChange={(next) => onChange(withChanged(pairs, pair.id, { name: next }))}
            data={data(name)}
            required={pair.value !== ''}
          />
          <IconArrowLeft size={16} aria-hidden />
          <Autocomplete
            aria-label={t('ofLine', { what: value.label, n: n + 1 })}
            placeholder={value.label}
            value={pair.value}
            onChange={(next) => onChange(withChanged(pairs, pair.id, { value: next }))}
            data={data(value)}
            required={pair.name !== ''}
            {...(value.pattern === undefined ? {} : { pattern: value.pattern })}
          />
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('removeLine', { n: n + 1 })} onClick={() => onChange(without(pairs, pair.id))}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange(withLine(pairs))}>
          {t('addLine')}
        </Button>
      </div>
    </div>
  );
}
