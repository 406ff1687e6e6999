import { Button } from '@mantine/core';
import { IconLayoutKanban, IconSitemap } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useChart } from '../acts/use-chart.js';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useObject } from '../fields/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ProblemState } from '../ui/problem-state.js';
import { Board } from './board.js';
import { boardTexts } from './texts.js';
import { useCardKeyHelp } from './use-card-key-help.js';

type Head = Answer<'listPipelines'>['items'][number];
const FRESH_MS = 60_000;

/** /boards/$pipeline: the stages of the newest published version as columns. */
export function BoardPage() {
  const { pipeline } = useParams({ from: '/inside/boards/$pipeline' });
  const t = useTexts(boardTexts);
  const pipelines = useAnswer('listPipelines', {}, { staleMs: FRESH_MS });
  useCardKeyHelp(useObject(pipelines.data?.items.find(({ key }) => key === pipeline)?.object ?? ''));
  if (pipelines.error && !pipelines.data) return <ProblemState error={pipelines.error} retry={() => void pipelines.refetch()} />;
  if (!pipelines.data) return <LateSkeleton />;
  const head = pipelines.data.items.find(({ key }) => key === pipeline);
  if (head === undefined)
    return (
      <Page title={t('board')}>
        <EmptyState icon={IconLayoutKanban} title={t('unknownPipeline')} hint={t('unknownPipelineHint')} />
      </Page>
    );
  return head.latestVersion === 0 ? <Unpublished head={head} /> : <Published key={pipeline} head={head} />;
}

const useTitle = ({ title, key }: Head): string => {
  const format = useFormat();
  return title === null ? key : format.text(title as { en: string });
};

function Unpublished({ head }: { readonly head: Head }) {
  const t = useTexts(boardTexts);
  const action = (
    <Button component={Link} to={`/pipelines/${head.key}`} leftSection={<IconSitemap size={16} aria-hidden />}>
      {t('toDesigner')}
    </Button>
  );
  return (
    <Page title={useTitle(head)}>
      <EmptyState icon={IconLayoutKanban} title={t('unpublished')} hint={t('unpublishedHint')} action={action} />
    </Page>
  );
}

function Published({ head }: { readonly head: Head }) {
  const title = useTitle(head);
  const { chart, error, retry } = useChart({ pipeline: head.key, version: head.latestVersion });
  const shape = useObject(head.object);
  if (error) return <ProblemState error={error} retry={retry} />;
  if (chart === undefined || shape === undefined)
    return (
      <Page title={title} width="full">
        <LateSkeleton height={88} />
      </Page>
    );
  return <Board pipeline={head.key} title={title} shape={shape} chart={chart} />;
}
