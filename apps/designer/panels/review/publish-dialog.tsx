import { Alert, Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inLocale } from '#kernel';
import { ask } from '../../api/ask.js';
import { keyOf } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { Dialog } from '../../ui/dialog.js';
import { showDone } from '../../ui/show-done.js';
import { showProblem } from '../../ui/show-problem.js';
import { useCheck } from '../problems/use-check.js';
import { cannotMove, ImpactView, NO_MOVE } from './impact-view.js';
import { reviewTexts } from './texts.js';
import { useImpact } from './use-impact.js';
import { useMoveRuns } from './use-move.js';
import styles from './review.module.css';

/** Publishes the draft: what it means for open runs comes first, then the button. */
export function PublishDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(reviewTexts);
  const may = useMay();
  const key = useDesigner((state) => state.pipeline);
  const latest = useDesigner((state) => state.head.latestVersion);
  const isSaved = useDesigner((state) => state.saving.kind === 'saved');
  const document = useDesigner((state) => state.history.document);
  const revision = useDesigner((state) => state.revision);
  const [note, setNote] = useState('');
  const [moving, setMoving] = useState(NO_MOVE);
  const impact = useImpact(key, 'draft', moving.mapping, revision);
  const checked = useDraftCheck();
  const publish = usePublish(onClose);
  const isReady = isSaved && checked?.errors === 0;
  const isBlocked = !isReady || (impact.data !== undefined && cannotMove(impact.data, moving));
  return (
    <Dialog onClose={onClose} title={t('publishTitle', { n: latest + 1 })} size="lg">
      <div className={styles.dialog}>
        <Found checked={checked} />
        {!isSaved && <p className="quiet">{t('unsaved')}</p>}
        {latest > 0 && impact.isPending && <p className="quiet">{t('reckoning')}</p>}
        {latest > 0 && impact.data && may('run.migrate') && <ImpactView impact={impact.data} document={document} moving={moving} onMoving={setMoving} />}
        <Textarea
          label={t('note')}
          description={t('noteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <div className={styles.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={publish.isPending} disabled={isBlocked} onClick={() => publish.run(note.trim(), moving)}>
            {t(moving.which === 'none' ? 'publishNow' : 'publishAndMove')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Found({ checked }: { readonly checked: ReturnType<typeof useDraftCheck> }) {
  const t = useTexts(reviewTexts);
  if (!checked) return null;
  return (
    <>
      {checked.errors > 0 && <Alert color="red">{t('errors', { count: checked.errors })}</Alert>}
      {checked.warnings.length > 0 && <Warnings texts={checked.warnings} />}
    </>
  );
}

function Warnings({ texts }: { readonly texts: readonly string[] }) {
  const t = useTexts(reviewTexts);
  return (
    <details className={styles.warnings}>
      <summary>{t('warnings', { count: texts.length })}</summary>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

function useDraftCheck(): { readonly errors: number; readonly warnings: readonly string[] } | null {
  const { vocabulary } = useDesk();
  const { language } = useLanguage();
  const document = useDesigner((state) => state.history.document);
  const rules = useDesigner((state) => state.rules);
  const checked = useCheck(document, rules, vocabulary);
  if (!checked) return null;
  const warnings = checked.problems.filter(({ severity }) => severity === 'warning');
  return { errors: checked.problems.length - warnings.length, warnings: [...new Set(warnings.map(({ text }) => inLocale(text, language)))] };
}

function usePublish(onDone: () => void): { readonly run: (note: string, moving: typeof NO_MOVE) => void; readonly isPending: boolean } {
  const t = useTexts(reviewTexts);
  const client = useQueryClient();
  const key = useDesigner((state) => state.pipeline);
  const revision = useDesigner((state) => state.revision);
  const { reopen, setMode } = useDesignerActions();
  const move = useMoveRuns(key);
  const [isPending, setPending] = useState(false);
  const publish = async (note: string, moving: typeof NO_MOVE): Promise<void> => {
    const params = { key };
    const { version } = await ask('publishPipeline', { params, body: note === '' ? {} : { note }, ifMatch: revision });
    const moved = await move(version, moving).catch((error: unknown) => {
      showProblem(error);
      return '';
    });
    const draft = await ask('getDraft', { params });
    client.setQueryData(keyOf('getDraft', { params }), draft);
    for (const name of ['listPipelines', 'listVersions', 'getVersion'] as const) void client.invalidateQueries({ queryKey: keyOf(name) });
    reopen(draft);
    setMode('edit');
    showDone([t('published', { n: version }), moved].filter((text) => text !== '').join(' '));
    onDone();
  };
  const run = (note: string, moving: typeof NO_MOVE): void => {
    setPending(true);
    publish(note, moving)
      .catch(showProblem)
      .finally(() => setPending(false));
  };
  return { run, isPending };
}
