import { Button, SegmentedControl } from '@mantine/core';
import { IconGitCompare, IconRocket, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { inLocale } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { ask } from '../../api/ask.js';
import { useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { compareDocuments, diffText, type Comparison } from '../../document/changes/index.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { showDone } from '../../ui/show-done.js';
import { PanelDesk } from '../common/panel-desk.js';
import { foldedLines } from './folded-lines.js';
import { PublishDialog } from './publish-dialog.js';
import { reviewTexts } from './texts.js';
import { useLiveDocument } from './use-live.js';
import styles from './review.module.css';

const PipelineView = lazy(() => import('../../canvas/pipeline-view.js').then(({ PipelineView: View }) => ({ default: View })));

/** What the draft changes against what is live, and the way to publish it. */
export default function Review() {
  return (
    <PanelDesk>
      <Panel />
    </PanelDesk>
  );
}

function Panel() {
  const t = useTexts(reviewTexts);
  const may = useMay();
  const live = useLiveDocument();
  const draft = useDesigner((state) => state.history.document);
  const latest = useDesigner((state) => state.head.latestVersion);
  const hasDraft = useDesigner((state) => state.head.hasDraft);
  const [isPublishing, setPublishing] = useState(false);
  const discard = useDiscard();
  if (live === undefined) return null;
  return (
    <div className={styles.review}>
      <header className={styles.head}>
        <div>
          <h2>{t('title')}</h2>
          <p className="quiet">{live === null ? t('first') : t('against', { n: latest })}</p>
        </div>
        <span className={styles.actions}>
          {may('pipeline.edit') && hasDraft && latest > 0 && (
            <Button variant="default" leftSection={<IconTrash size={16} />} onClick={discard}>
              {t('discard')}
            </Button>
          )}
          {may('pipeline.publish') && (
            <Button leftSection={<IconRocket size={16} />} onClick={() => setPublishing(true)}>
              {t('publish')}
            </Button>
          )}
        </span>
      </header>
      {live === null ? (
        <div className={styles.drawing}>
          <Suspense>
            <PipelineView document={draft} />
          </Suspense>
        </div>
      ) : (
        <Differences before={live} after={draft} />
      )}
      {isPublishing && <PublishDialog onClose={() => setPublishing(false)} />}
    </div>
  );
}

function useDiscard(): () => void {
  const t = useTexts(reviewTexts);
  const key = useDesigner((state) => state.pipeline);
  const draft = useDesigner((state) => state.history.document);
  const { reopen, setMode, replace } = useDesignerActions();
  const discard = useWrite('discardDraft', ['listPipelines']);
  const undo = (): void => {
    setMode('edit');
    replace(draft);
  };
  return () =>
    discard.mutate(
      { params: { key } },
      {
        onSuccess: () =>
          void ask('getDraft', { params: { key } })
            .then(reopen)
            .then(() => showDone(t('discarded'), undo)),
      },
    );
}

const VIEWS = ['drawing', 'words', 'text'] as const;
type View = (typeof VIEWS)[number];

function Differences({ before, after }: { readonly before: PipelineDocument; readonly after: PipelineDocument }) {
  const t = useTexts(reviewTexts);
  const { language } = useLanguage();
  const [view, setView] = useState<View>('drawing');
  const compared = useMemo(() => compareDocuments(before, after, language), [before, after, language]);
  const lines = useMemo(() => diffText(before, after), [before, after]);
  const isSame = lines.every(({ kind }) => kind === 'same');
  if (isSame) return <EmptyState icon={IconGitCompare} title={t('same')} hint={t('sameHint')} />;
  const shown: View = compared.ok ? view : 'text';
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={shown}
          onChange={(next) => setView(next as View)}
          data={VIEWS.map((one) => ({ value: one, label: t(one), disabled: !compared.ok && one !== 'text' }))}
        />
        <span className="quiet" role="status">
          {compared.ok ? t('count', compared.value.counts) : t('unreadable')}
        </span>
      </div>
      {shown === 'drawing' && compared.ok && (
        <div className={styles.drawing}>
          <Suspense>
            <PipelineView document={after} comparison={compared.value} />
          </Suspense>
        </div>
      )}
      {shown === 'words' && compared.ok && <InWords comparison={compared.value} />}
      {shown === 'text' && <TextDiff lines={lines} />}
    </>
  );
}

const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

function InWords({ comparison }: { readonly comparison: Comparison }) {
  const t = useTexts(reviewTexts);
  const { language } = useLanguage();
  return (
    <ul className={styles.items}>
      {comparison.items.map((item, n) => (
        <li key={n} data-kind={item.kind}>
          <span className={styles.sign} aria-hidden>
            {SIGNS[item.kind]}
          </span>
          <span className="unseen">{t(item.kind)}</span>
          <div>
            {inLocale(item.text, language)}
            <code>{item.at}</code>
          </div>
        </li>
      ))}
    </ul>
  );
}

function TextDiff({ lines }: { readonly lines: ReturnType<typeof diffText> }) {
  const t = useTexts(reviewTexts);
  return (
    <div className={styles.text} tabIndex={0} role="region" aria-label={t('text')}>
      <table>
        <tbody>
          {foldedLines(lines).map((one, n) =>
            one.kind === 'fold' ? (
              <tr key={n} className={styles.fold}>
                <td colSpan={4}>{t('sameLines', { count: one.count })}</td>
              </tr>
            ) : (
              <tr key={n} data-kind={one.line.kind}>
                <td className={styles.number}>{one.line.before}</td>
                <td className={styles.number}>{one.line.after}</td>
                <td className={styles.sign}>
                  {one.line.kind === 'same' ? '' : SIGNS[one.line.kind]}
                  {one.line.kind !== 'same' && <span className="unseen">{t(one.line.kind)}</span>}
                </td>
                <td>
                  <pre>{one.line.text}</pre>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
