import { Badge, Button } from '@mantine/core';
import { IconArrowsTransferDown, IconHistory, IconRestore } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Json } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useGoTo } from '../../designer/use-address.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { openDocument } from '../../document/index.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { Dialog } from '../../ui/dialog.js';
import { EmptyState } from '../../ui/empty-state.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { Moment } from '../../ui/moment.js';
import { ProblemState } from '../../ui/problem-state.js';
import { showDone } from '../../ui/show-done.js';
import { showProblem } from '../../ui/show-problem.js';
import { PanelDesk } from '../common/panel-desk.js';
import { cannotMove, ImpactView, NO_MOVE } from './impact-view.js';
import { reviewTexts } from './texts.js';
import { useImpact } from './use-impact.js';
import { useMoveRuns } from './use-move.js';
import styles from './review.module.css';

const PipelineView = lazy(() => import('../../canvas/pipeline-view.js').then(({ PipelineView: View }) => ({ default: View })));
type Version = Answer<'listVersions'>['items'][number];

/** Everything that was published, newest first: to look at, to restore, to move runs to. */
export default function Versions() {
  return (
    <PanelDesk>
      <Panel />
    </PanelDesk>
  );
}

function Panel() {
  const t = useTexts(reviewTexts);
  const key = useDesigner((state) => state.pipeline);
  const versions = useAnswer('listVersions', { params: { key } });
  const [chosen, setChosen] = useState<number | null>(null);
  if (versions.error) return <ProblemState error={versions.error} retry={() => void versions.refetch()} />;
  if (!versions.data) return <LateSkeleton />;
  const { items } = versions.data;
  const shown = items.find(({ version }) => version === chosen) ?? items[0];
  if (!shown) return <EmptyState icon={IconHistory} title={t('none')} hint={t('noneHint')} />;
  return (
    <div className={styles.versions}>
      <nav className={styles.versionList} aria-label={t('versions')}>
        <ol>
          {items.map((version) => (
            <VersionRow
              key={version.version}
              version={version}
              isLive={version === items[0]}
              isShown={version === shown}
              onShow={() => setChosen(version.version)}
            />
          ))}
        </ol>
      </nav>
      <VersionView key={shown.version} version={shown} />
    </div>
  );
}

interface RowProps {
  readonly version: Version;
  readonly isLive: boolean;
  readonly isShown: boolean;
  readonly onShow: () => void;
}

function VersionRow({ version, isLive, isShown, onShow }: RowProps) {
  const t = useTexts(reviewTexts);
  const { vocabulary } = useDesk();
  const name = vocabulary.members.find(({ id }) => id === version.publishedBy)?.name ?? version.publishedBy;
  return (
    <li>
      <button type="button" className={styles.versionRow} aria-pressed={isShown} onClick={onShow}>
        <span className={styles.versionTitle}>
          <strong>{t('version', { n: version.version })}</strong>
          {isLive && (
            <Badge size="sm" variant="light" tt="none">
              {t('isLive')}
            </Badge>
          )}
        </span>
        <span>{version.note ?? <span className="quiet">{t('noNote')}</span>}</span>
        <span className={styles.versionFacts}>
          {t('by', { name })} · <Moment at={version.publishedAt} /> · {t('openRuns', { count: version.openRuns })}
        </span>
      </button>
    </li>
  );
}

function VersionView({ version }: { readonly version: Version }) {
  const t = useTexts(reviewTexts);
  const may = useMay();
  const key = useDesigner((state) => state.pipeline);
  const answer = useAnswer('getVersion', { params: { key, version: String(version.version) } }, { staleMs: Infinity });
  const [isMoving, setMoving] = useState(false);
  const restore = useRestore(version.version);
  const document = answer.data?.document as unknown as PipelineDocument | undefined;
  return (
    <section className={styles.version}>
      <header className={styles.head}>
        <h2>{t('version', { n: version.version })}</h2>
        <span className={styles.actions}>
          {may('run.migrate') && (
            <Button variant="default" leftSection={<IconArrowsTransferDown size={16} />} onClick={() => setMoving(true)}>
              {t('moveHere')}
            </Button>
          )}
          {may('pipeline.edit') && document && (
            <Button variant="default" leftSection={<IconRestore size={16} />} onClick={() => restore(document)}>
              {t('restore')}
            </Button>
          )}
        </span>
      </header>
      <div className={styles.drawing}>
        <Suspense>{document && <PipelineView document={document} />}</Suspense>
      </div>
      {isMoving && document && <MoveDialog version={version.version} document={document} onClose={() => setMoving(false)} />}
    </section>
  );
}

/** The document of a version becomes the draft, as one change that can be undone. */
function useRestore(version: number): (document: PipelineDocument) => void {
  const t = useTexts(reviewTexts);
  const { setMode, replace } = useDesignerActions();
  const goTo = useGoTo();
  return (document) => {
    const opened = openDocument(document as unknown as Json);
    if (!opened.ok) return;
    setMode('edit');
    if (replace(opened.value)) showDone(t('restored', { n: version }));
    goTo('edit');
  };
}

interface MoveProps {
  readonly version: number;
  readonly document: PipelineDocument;
  readonly onClose: () => void;
}

function MoveDialog({ version, document, onClose }: MoveProps) {
  const t = useTexts(reviewTexts);
  const key = useDesigner((state) => state.pipeline);
  const [moving, setMoving] = useState({ ...NO_MOVE, which: 'all' as 'none' | 'all' | 'some' });
  const [isPending, setPending] = useState(false);
  const impact = useImpact(key, version, moving.mapping, 0);
  const move = useMoveRuns(key);
  const run = (): void => {
    setPending(true);
    move(version, moving)
      .then((said) => {
        showDone(said);
        onClose();
      }, showProblem)
      .finally(() => setPending(false));
  };
  return (
    <Dialog onClose={onClose} title={t('moveTitle', { n: version })} size="lg">
      <div className={styles.dialog}>
        {impact.isPending && <p className="quiet">{t('reckoning')}</p>}
        {impact.error && <ProblemState error={impact.error} />}
        {impact.data && <ImpactView impact={impact.data} document={document} moving={moving} onMoving={setMoving} mustMove />}
        <div className={styles.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={isPending} disabled={!impact.data || impact.data.counts.total === 0 || cannotMove(impact.data, moving)} onClick={run}>
            {t('move')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
