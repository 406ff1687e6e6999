import { Paper, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES, type Language, useLanguage } from '../i18n/language.js';
import styles from './front-door.module.css';

/** The card in front of the house: sign-in and set-up. */
export function FrontDoor({ title, lead, children }: { readonly title: string; readonly lead: string; readonly children: ReactNode }) {
  const { language, choose } = useLanguage();
  return (
    <main className={styles.door}>
      <Paper className={styles.card} withBorder>
        <img src="/icon.svg" alt="Millrace" width={40} height={40} />
        <h1>{title}</h1>
        <p className="quiet">{lead}</p>
        {children}
      </Paper>
      <SegmentedControl
        size="xs"
        value={language}
        aria-label="Language · 语言"
        onChange={(value) => choose(value as Language)}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
    </main>
  );
}
