import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ReactFlowProvider } from '@xyflow/react';
import { Suspense, useEffect, useState } from 'react';
import { CanvasUiContext, createCanvasUi } from '../canvas/canvas-ui.js';
import { PipelineCanvas } from '../canvas/pipeline-canvas.js';
import { StepPicker } from '../canvas/step-picker.js';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { Banner } from './banner.js';
import type { DesignerStore } from './designer-store.js';
import { LeftSide } from './left-side.js';
import { Notices } from './notices.js';
import { Outline } from './outline/outline.js';
import { PANELS } from './panels-slots.js';
import { Toolbar } from './toolbar.js';
import { useAutosave } from './use-autosave.js';
import { useClipboard } from './use-clipboard.js';
import { useDesigner } from './use-designer.js';
import { useDesignerKeys } from './use-designer-keys.js';
import { useAddress } from './use-address.js';
import { designerTexts } from './texts.js';
import styles from './designer.module.css';

/** The whole screen: banner, left side, drawing, inspector, problems. */
export function Designer({ store }: { readonly store: DesignerStore }) {
  const { language } = useLanguage();
  const mode = useDesigner((state) => state.mode);
  const [ui] = useState(createCanvasUi);
  useAutosave(store);
  useAddress();
  useEffect(() => store.getState().actions.setLocale(language), [store, language]);
  return (
    <CanvasUiContext value={ui}>
      <ReactFlowProvider>
        <div className={styles.designer}>
          <Banner />
          {mode === 'review' || mode === 'history' ? <Whole /> : <Desk />}
          <Notices />
        </div>
      </ReactFlowProvider>
    </CanvasUiContext>
  );
}

function Whole() {
  const mode = useDesigner((state) => state.mode);
  const Panel = mode === 'review' ? PANELS.review : PANELS.versions;
  return (
    <div className={styles.whole}>
      <Suspense>{Panel && <Panel />}</Suspense>
    </div>
  );
}

/** Where the draft is drawn or walked. */
function Desk() {
  useDesignerKeys();
  useClipboard();
  const isNarrow = useMediaQuery('(max-width: 62em)') === true;
  return (
    <>
      {isNarrow ? <NarrowDesk /> : <WideDesk />}
      <StepPicker />
    </>
  );
}

function WideDesk() {
  const t = useTexts(designerTexts);
  const mode = useDesigner((state) => state.mode);
  const [isRightOpen, setRightOpen] = useState(true);
  const Right = mode === 'simulate' ? PANELS.simulation : PANELS.inspector;
  const right = Right === null ? null : { isOpen: isRightOpen, toggle: () => setRightOpen(!isRightOpen) };
  return (
    <div className={styles.desk}>
      <LeftSide />
      <div className={styles.center}>
        <Toolbar right={right} />
        <div className={styles.canvas}>
          <PipelineCanvas />
        </div>
        <Suspense>{PANELS.problems && mode === 'edit' && <PANELS.problems />}</Suspense>
      </div>
      {Right && isRightOpen && (
        <aside className={styles.right} aria-label={t('rightSide')}>
          <Suspense>
            <Right />
          </Suspense>
        </aside>
      )}
    </div>
  );
}

const VIEWS = ['outline', 'drawing', 'properties'] as const;
type View = (typeof VIEWS)[number];

/** On a phone the outline comes first; drawing and properties are a tap away. */
function NarrowDesk() {
  const t = useTexts(designerTexts);
  const mode = useDesigner((state) => state.mode);
  const [view, setView] = useState<View>('outline');
  const Right = mode === 'simulate' ? PANELS.simulation : PANELS.inspector;
  const names = { outline: t('outline'), drawing: t('drawing'), properties: mode === 'simulate' ? t('simulate') : t('rightSide') };
  return (
    <div className={styles.narrow}>
      <SegmentedControl
        fullWidth
        size="xs"
        className={styles.views}
        aria-label={t('modes')}
        value={view}
        onChange={(value) => setView(value as View)}
        data={VIEWS.filter((one) => one !== 'properties' || Right).map((value) => ({ value, label: names[value] }))}
      />
      {view === 'outline' && <Outline />}
      {view === 'drawing' && (
        <>
          <Toolbar right={null} />
          <div className={styles.canvas}>
            <PipelineCanvas />
          </div>
        </>
      )}
      <Suspense>{view === 'properties' && Right && <Right />}</Suspense>
      <Suspense>{PANELS.problems && mode === 'edit' && <PANELS.problems />}</Suspense>
    </div>
  );
}
