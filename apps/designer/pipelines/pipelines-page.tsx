import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { titleOf } from '../rule-builder/desk/use-vocabulary.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ProblemState } from '../ui/problem-state.js';
import { NewPipeline, type Source } from './new-pipeline.js';
import { PipelineCard } from './pipeline-card.js';
import { pipelinesTexts } from './texts.js';
import styles from './pipelines.module.css';

const MANY = 9;

/** The pipelines of the workspace, and the way to a new one. */
export function PipelinesPage() {
  const t = useTexts(pipelinesTexts);
  const may = useMay();
  const pipelines = useAnswer('listPipelines', {});
  const [source, setSource] = useState<Source | null>(null);
  if (pipelines.error) return <ProblemState error={pipelines.error} retry={() => void pipelines.refetch()} />;
  const begin = may('pipeline.edit') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSource({ kind: 'template' })}>
      {t('newPipeline')}
    </Button>
  );
  const items = pipelines.data?.items;
  return (
    <Page title={t('title')} lead={t('lead')} actions={begin}>
      {!items && <LateSkeleton lines={6} />}
      {items?.length === 0 && <EmptyState icon={IconSitemap} title={t('none')} hint={t('noneHint')} action={begin} />}
      {items && items.length > 0 && <Gallery items={items} onDuplicate={setSource} />}
      {source && <NewPipeline source={source} taken={(items ?? []).map(({ key }) => key)} onClose={() => setSource(null)} />}
    </Page>
  );
}

interface GalleryProps {
  readonly items: Answer<'listPipelines'>['items'];
  readonly onDuplicate: (source: Source) => void;
}

function Gallery({ items, onDuplicate }: GalleryProps) {
  const t = useTexts(pipelinesTexts);
  const format = useFormat();
  const [words, setWords] = useState('');
  const objects = useAnswer('listObjects', {}, { staleMs: 60_000 }).data?.items ?? [];
  const objectTitle = (key: string): string => {
    const object = objects.find((one) => one.key === key);
    return object ? format.text(object.plural) : key;
  };
  const wanted = words.trim().toLowerCase();
  const [kept, archived] = [items.filter(({ archivedAt }) => archivedAt === null), items.filter(({ archivedAt }) => archivedAt !== null)];
  const isWanted = ({ key, title }: (typeof items)[number]): boolean => [key, ...Object.values(titleOf(title, key))].join(' ').toLowerCase().includes(wanted);
  const cards = (heads: typeof items) => (
    <ul className={styles.cards}>
      {heads.map((head) => (
        <PipelineCard key={head.key} head={head} objectTitle={objectTitle(head.object)} onDuplicate={(document) => onDuplicate({ kind: 'copy', document })} />
      ))}
    </ul>
  );
  const [shown, shownArchived] = [kept.filter(isWanted), archived.filter(isWanted)];
  const isEmpty = shown.length + shownArchived.length === 0;
  return (
    <>
      {items.length > MANY && (
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          leftSection={<IconSearch size={16} />}
          className={styles.find}
        />
      )}
      <div role="status" className="unseen">
        {isEmpty && t('notFound')}
      </div>
      {isEmpty && <p className="quiet">{t('notFound')}</p>}
      {cards(shown)}
      {shownArchived.length > 0 && (
        <section aria-label={t('archived')} className={styles.archive}>
          <h2>{t('archived')}</h2>
          <p className="quiet">{t('archivedLead')}</p>
          {cards(shownArchived)}
        </section>
      )}
    </>
  );
}
