import { Alert, Button, Select } from '@mantine/core';
import { IconFileTypeCsv, IconInfoCircle } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import type { ObjectShape } from '../fields/object-shape.js';
import { useTexts } from '../i18n/texts.js';
import { type CsvHead, readHead, textOfFile } from './csv-head.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';

/** A file that was read: its name, its text, its beginning. */
export interface ChosenFile {
  readonly name: string;
  readonly text: string;
  readonly head: CsvHead;
}

interface Props {
  readonly objects: readonly ObjectShape[];
  readonly object: ObjectShape;
  readonly onObject: (key: string) => void;
  readonly onFile: (file: ChosenFile) => void;
}

const MOST_CHARACTERS = 8_000_000;
const HISTORY = 'millrace import-history';

/** What the rows are, and the file they stand in. */
export function FileStep({ objects, object, onObject, onFile }: Props) {
  const t = useTexts(importTexts);
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    const read = await readFile(file);
    if (typeof read === 'string') setProblem(t(read, { command: 'millrace import' }));
    else onFile(read);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <section className={styles.panel} aria-label={t('stepFile')}>
      <Select
        label={t('object')}
        value={object.key}
        onChange={(key) => key !== null && onObject(key)}
        data={objects.map(({ key, plural }) => ({ value: key, label: plural }))}
        allowDeselect={false}
        className={styles.short}
      />
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileTypeCsv size={32} stroke={1.4} aria-hidden />
        <strong>{t('drop')}</strong>
        <span className="quiet">{t('dropHint')}</span>
        <Button onClick={() => input.current?.click()}>{t('choose')}</Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={t('file')}
          className="unseen"
          tabIndex={-1}
          onChange={(event) => {
            const { files } = event.currentTarget;
            void take(files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {problem !== null && (
        <Alert color="red" role="alert" icon={<IconInfoCircle size={18} aria-hidden />}>
          {problem}
        </Alert>
      )}
      <p className="quiet">{t('history', { command: HISTORY })}</p>
    </section>
  );
}

async function readFile(file: File): Promise<ChosenFile | 'tooLarge' | 'unreadable' | 'noColumns'> {
  if (file.size > 2 * MOST_CHARACTERS) return 'tooLarge';
  try {
    const text = textOfFile(new Uint8Array(await file.arrayBuffer()));
    if (text.length > MOST_CHARACTERS) return 'tooLarge';
    const head = readHead(text);
    return head.header.some((name) => name !== '') ? { name: file.name, text, head } : 'noColumns';
  } catch {
    return 'unreadable';
  }
}
