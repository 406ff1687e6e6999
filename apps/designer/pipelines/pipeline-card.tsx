import { ActionIcon, Badge, Button, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconCopy, IconDots, IconDownload, IconGavel, IconLayoutKanban, IconSitemap, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { PipelineDocument } from '#pipeline';
import { useMay } from '../app/session.js';
import type { Answer } from '../api/operations.js';
import { useAnswer, useWrite } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { titleOf } from '../rule-builder/desk/use-vocabulary.js';
import { askSure } from '../ui/ask-sure.js';
import { downloadJson } from '../ui/download.js';
import { showDone } from '../ui/show-done.js';
import { StageStrip } from './stage-strip.js';
import { stagesOf } from './stages-of.js';
import { pipelinesTexts } from './texts.js';
import styles from './pipelines.module.css';

type Head = Answer<'listPipelines'>['items'][number];

interface Props {
  readonly head: Head;
  readonly objectTitle: string;
  readonly onDuplicate: (document: PipelineDocument) => void;
}

/** One pipeline of the workspace: what it is, how it stands, and the ways in. */
export function PipelineCard({ head, objectTitle, onDuplicate }: Props) {
  const t = useTexts(pipelinesTexts);
  const format = useFormat();
  const title = format.text(titleOf(head.title, head.key));
  const draft = useAnswer('getDraft', { params: { key: head.key } }, { staleMs: 30_000 }).data;
  const document = draft?.document as unknown as PipelineDocument | undefined;
  const isLive = head.latestVersion > 0;
  return (
    <li className={styles.card}>
      <header className={styles.cardHead}>
        <div className={styles.cardWords}>
          <h2>
            <Link to="/pipelines/$pipeline" params={{ pipeline: head.key }}>
              {title}
            </Link>
          </h2>
          <p className="quiet">
            {objectTitle} · <span className="figures">{t('openRuns', { count: head.openRuns, shown: format.number(head.openRuns) })}</span>
          </p>
        </div>
        <CardMenu head={head} title={title} document={document} onDuplicate={onDuplicate} />
      </header>
      <div className={styles.stripRoom}>{document && <StageStrip stages={stagesOf(document)} title={title} />}</div>
      <div className={styles.badges}>
        {isLive && (
          <Badge variant="light" color="pine" tt="none">
            {t('live', { n: head.latestVersion })}
          </Badge>
        )}
        {head.hasDraft && (
          <Badge variant="light" color="yellow" tt="none">
            {t(isLive ? 'draft' : 'draftOnly')}
          </Badge>
        )}
        {head.archivedAt !== null && (
          <Badge variant="default" tt="none">
            {t('archived')}
          </Badge>
        )}
      </div>
      <footer className={styles.cardFoot}>
        {isLive && (
          <Button size="compact-sm" variant="light" leftSection={<IconLayoutKanban size={16} />} component={Link} to={`/boards/${head.key}`}>
            {t('board')}
          </Button>
        )}
        <Button size="compact-sm" variant={isLive ? 'default' : 'light'} leftSection={<IconSitemap size={16} />} component={Link} to={`/pipelines/${head.key}`}>
          {t('design')}
        </Button>
        <Button size="compact-sm" variant="default" leftSection={<IconGavel size={16} />} component={Link} to={`/pipelines/${head.key}/rules`}>
          {t('rules')}
        </Button>
      </footer>
    </li>
  );
}

interface MenuProps extends Pick<Props, 'head' | 'onDuplicate'> {
  readonly title: string;
  readonly document: PipelineDocument | undefined;
}

function CardMenu({ head, title, document, onDuplicate }: MenuProps) {
  const t = useTexts(pipelinesTexts);
  const may = useMay();
  const refreshes = ['listPipelines', 'getDraft'] as const;
  const discard = useWrite('discardDraft', refreshes);
  const put = useWrite('putDraft', refreshes);
  const filing = useFiling(head, title);
  if (!document) return null;
  const restore = (): void => put.mutate({ params: { key: head.key }, body: { document: document as never } });
  const throwAway = (): void => discard.mutate({ params: { key: head.key } }, { onSuccess: () => showDone(t('discarded', { title }), restore) });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('more', { title })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may('pipeline.edit') && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onDuplicate(document)}>
            {t('duplicate')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => downloadJson(`${head.key}.json`, document)}>
          {t('exportJson')}
        </Menu.Item>
        {may('pipeline.publish') && head.latestVersion > 0 && (
          <Menu.Item leftSection={head.archivedAt === null ? <IconArchive size={16} /> : <IconArchiveOff size={16} />} onClick={filing}>
            {t(head.archivedAt === null ? 'archive' : 'takeBack')}
          </Menu.Item>
        )}
        {may('pipeline.edit') && head.hasDraft && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={throwAway}>
            {t('discardDraft')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Archives the pipeline, or takes it back. Open runs go on to their end; that is said before. */
function useFiling(head: Head, title: string): () => void {
  const t = useTexts(pipelinesTexts);
  const format = useFormat();
  const archive = useWrite('archivePipeline', ['listPipelines']);
  const restore = useWrite('restorePipeline', ['listPipelines']);
  const params = { key: head.key };
  const takeBack = (): void => restore.mutate({ params }, { onSuccess: () => showDone(t('tookBack', { title })) });
  const putAway = (withOpenRuns: boolean): void =>
    archive.mutate({ params, body: { withOpenRuns } }, { onSuccess: () => showDone(t('archivedNow', { title }), takeBack) });
  if (head.archivedAt !== null) return takeBack;
  if (head.openRuns === 0) return () => putAway(false);
  const text = t('archiveSure', { count: head.openRuns, shown: format.number(head.openRuns) });
  return () => askSure({ title: t('archiveOf', { title }), text, confirm: t('archive'), onYes: () => putAway(true) });
}
