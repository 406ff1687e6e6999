import { Button, FileButton, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { PipelineDocument } from '#pipeline';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { readImport } from './new-document.js';
import { countStates } from './stages-of.js';
import { pipelinesTexts } from './texts.js';
import styles from './pipelines.module.css';

const SHOWN = 8;

/** A pipeline or XState machine from a file or the clipboard; says what it is and what is left out. */
export function ImportSource({ onRead }: { readonly onRead: (document: PipelineDocument | null) => void }) {
  const t = useTexts(pipelinesTexts);
  const format = useFormat();
  const [text, setText] = useState('');
  const take = (next: string): void => {
    setText(next);
    const read = next.trim() === '' ? null : readImport(next);
    onRead(read?.ok ? read.value.document : null);
  };
  const read = text.trim() === '' ? null : readImport(text);
  return (
    <div className={styles.import}>
      <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(take)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
            {t('chooseFile')}
          </Button>
        )}
      </FileButton>
      <Textarea
        label={t('file')}
        description={t('orPaste')}
        value={text}
        onChange={(event) => take(event.currentTarget.value)}
        minRows={4}
        maxRows={10}
        autosize
        classNames={{ input: styles.code ?? '' }}
        spellCheck={false}
      />
      <div role="status">
        {read?.ok && (
          <>
            <p>{t('readsAs', { what: t(read.value.what === 'pipeline' ? 'aPipeline' : 'aMachine'), count: countStates(read.value.document) })}</p>
            {read.value.lost.length > 0 && (
              <details>
                <summary>{t('lost')}</summary>
                <ul className={styles.lost}>
                  {read.value.lost.map(({ at, text: what }) => (
                    <li key={`${at} ${what.en}`}>
                      <code>{at}</code> {format.text(what)}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
        {read && !read.ok && (
          <>
            <p className={styles.wrong}>{t('unreadable')}</p>
            <ul className={styles.lost}>
              {read.error.slice(0, SHOWN).map((problem) => (
                <li key={`${problem.at} ${problem.code}`}>
                  <code>{problem.at}</code> {format.text(problem.text)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
