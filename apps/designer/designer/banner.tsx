import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck, IconEye, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useMay } from '../app/session.js';
import { MODES, type Mode } from './designer-state.js';
import { PANELS } from './panels-slots.js';
import { SavingState } from './saving-state.js';
import { useGoTo } from './use-address.js';
import { useDesigner } from './use-designer.js';
import { designerTexts } from './texts.js';
import styles from './banner.module.css';

/** Loaded when it happens: comparing needs much that drawing does not. */
const Conflict = lazy(async () => ({ default: (await import('./conflict.js')).Conflict }));

/** What is open, whether it is the draft or live, whether it is saved, and how it is looked at. */
export function Banner() {
  const t = useTexts(designerTexts);
  const format = useFormat();
  const title = useDesigner((state) => state.history.document.title);
  const isDraft = useDesigner(showsDraft);
  const isConflict = useDesigner((state) => state.saving.kind === 'conflict');
  const name = format.text(title);
  useEffect(() => void (document.title = `${name} · Millrace`), [name]);
  return (
    <>
      <header className={styles.banner} data-draft={isDraft || undefined}>
        <Link to="/pipelines" className={styles.back} aria-label={t('back')} title={t('back')}>
          <IconArrowLeft size={18} stroke={1.8} aria-hidden />
        </Link>
        <h1 className={styles.title}>{name}</h1>
        <Standing />
        <SavingState />
        <span className={styles.room} />
        <Modes />
        <ReviewButton />
      </header>
      <Suspense>{isConflict && <Conflict />}</Suspense>
    </>
  );
}

const showsDraft = ({
  head,
  saving,
}: {
  readonly head: { readonly hasDraft: boolean; readonly latestVersion: number };
  readonly saving: { readonly kind: string };
}): boolean => head.hasDraft || head.latestVersion === 0 || saving.kind !== 'saved';

/** Draft or live: a word, a colour and a picture, never one alone. */
function Standing() {
  const t = useTexts(designerTexts);
  const isDraft = useDesigner(showsDraft);
  const version = useDesigner((state) => state.head.latestVersion);
  const mayEdit = useDesigner((state) => state.mayEdit);
  const says = !isDraft ? t('liveAs', { version }) : version === 0 ? t('draftNever') : t('draftBeside', { version });
  const Mark = isDraft ? IconPencil : IconCircleCheck;
  return (
    <>
      <span className={styles.standing} data-draft={isDraft || undefined}>
        <Mark size={14} stroke={2} aria-hidden />
        {isDraft ? t('draft') : t('live')}
      </span>
      <span className={styles.says}>{says}</span>
      {!mayEdit && (
        <Tooltip label={t('lookOnlyHint')}>
          <span className={styles.standing} tabIndex={0}>
            <IconEye size={14} stroke={2} aria-hidden />
            {t('lookOnly')}
          </span>
        </Tooltip>
      )}
    </>
  );
}

function Modes() {
  const t = useTexts(designerTexts);
  const mode = useDesigner((state) => state.mode);
  const goTo = useGoTo();
  const shown = MODES.filter((one) => one === 'edit' || (one === 'simulate' ? PANELS.simulation : one === 'review' ? PANELS.review : PANELS.versions));
  if (shown.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('modes')}
      value={mode}
      onChange={(value) => goTo(value as Mode)}
      data={shown.map((value) => ({ value, label: t(value) }))}
    />
  );
}

function ReviewButton() {
  const t = useTexts(designerTexts);
  const may = useMay();
  const goTo = useGoTo();
  const mode = useDesigner((state) => state.mode);
  const isDraft = useDesigner(showsDraft);
  if (!PANELS.review || !isDraft || mode === 'review' || !may('pipeline.publish')) return null;
  return (
    <Button size="xs" onClick={() => goTo('review')}>
      {t('publish')}
    </Button>
  );
}
