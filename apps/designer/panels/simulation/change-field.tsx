import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { inLocale, type Json, type JsonObject } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk, offeredFields } from '../../rule-builder/index.js';
import { FieldEditor } from './field-editor.js';
import { simulationTexts } from './texts.js';
import type { Walk } from './walk.js';
import styles from './simulation.module.css';

/** Changes one field of the record in the middle of a walk. */
export function ChangeField({ walk, onChange }: { readonly walk: Walk; readonly onChange: (fields: JsonObject) => void }) {
  const t = useTexts(simulationTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<Json>(null);
  const field = name === null ? undefined : vocabulary.record[name];
  const choose = (next: string | null): void => {
    setName(next);
    setValue(next === null ? null : (walk.record[next] ?? null));
  };
  return (
    <details className={styles.more}>
      <summary>{t('change')}</summary>
      <div className={styles.setUp}>
        <Select
          aria-label={t('field')}
          placeholder={t('field')}
          data={offeredFields(vocabulary).map(([key, { title }]) => ({ value: key, label: inLocale(title, language) }))}
          value={name}
          onChange={choose}
          searchable
          comboboxProps={{ withinPortal: true }}
        />
        {field && name !== null && (
          <>
            <FieldEditor key={name} name={name} value={value} onChange={setValue} />
            <Button size="compact-sm" variant="light" onClick={() => onChange({ [name]: value })}>
              {t('changeTo')}
            </Button>
          </>
        )}
      </div>
    </details>
  );
}
