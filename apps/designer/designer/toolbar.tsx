import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDots,
  IconLayoutDistributeHorizontal,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconNote,
  IconPlus,
  IconSearch,
  IconSparkles,
  type Icon,
} from '@tabler/icons-react';
import { inLocale } from '#kernel';
import { useReactFlow } from '@xyflow/react';
import { useCanvasUiStore } from '../canvas/canvas-ui.js';
import { useTidy } from '../canvas/layout/use-tidy.js';
import { redoText, undoText } from '../document/index.js';
import { useTexts } from '../i18n/texts.js';
import { ArrangeMenu } from './arrange-menu.js';
import { mayChange } from './designer-store.js';
import { HeatMenu } from './heat-menu.js';
import { ExchangeMenu } from './exchange/exchange-menu.js';
import { toolbarTexts } from './toolbar-texts.js';
import { useDesigner, useDesignerActions } from './use-designer.js';
import styles from './toolbar.module.css';

/** What is done to the drawing as a whole. */
export function Toolbar({ right }: { readonly right: { readonly isOpen: boolean; readonly toggle: () => void } | null }) {
  const t = useTexts(toolbarTexts);
  const ui = useCanvasUiStore();
  const mayEdit = useDesigner((state) => mayChange(state) === null);
  return (
    <div role="toolbar" aria-label={t('toolbar')} className={styles.toolbar}>
      {mayEdit && <EditTools />}
      <Tool icon={IconSearch} label={t('find')} onClick={() => ui.setState({ isFinding: true })} />
      <HeatMenu />
      <ExchangeMenu
        target={
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('more')} title={t('more')}>
            <IconDots size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        }
      />
      <span className={styles.room} />
      {right && (
        <Tool
          icon={right.isOpen ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRightExpand}
          label={right.isOpen ? t('closeRight') : t('openRight')}
          onClick={right.toggle}
        />
      )}
    </div>
  );
}

function EditTools() {
  const t = useTexts(toolbarTexts);
  const ui = useCanvasUiStore();
  const flow = useReactFlow();
  const actions = useDesignerActions();
  const locale = useDesigner((state) => state.locale);
  const history = useDesigner((state) => state.history);
  const count = useDesigner((state) => state.history.document.notes?.length ?? 0);
  const [undoWhat, redoWhat] = [undoText(history), redoText(history)];
  const center = () => flow.screenToFlowPosition({ x: innerWidth / 2, y: innerHeight / 2 });
  const addNote = (): void => {
    const { x, y } = center();
    if (actions.do({ kind: 'note.add', note: { text: '', x: Math.round(x), y: Math.round(y), width: 200, height: 100, color: 'yellow' } })) {
      actions.select({ notes: [count] });
      actions.name({ kind: 'note', index: count });
    }
  };
  return (
    <>
      <Tool icon={IconPlus} label={t('add')} onClick={() => ui.setState({ picking: { kind: 'add', after: null, at: center(), client: { x: 288, y: 148 } } })} />
      <Tool icon={IconNote} label={t('note')} onClick={addNote} />
      <span className={styles.rule} />
      <Tool
        icon={IconArrowBackUp}
        label={undoWhat ? t('undoWhat', { what: inLocale(undoWhat, locale) }) : t('undo')}
        isOff={!undoWhat}
        onClick={actions.undo}
      />
      <Tool
        icon={IconArrowForwardUp}
        label={redoWhat ? t('redoWhat', { what: inLocale(redoWhat, locale) }) : t('redo')}
        isOff={!redoWhat}
        onClick={actions.redo}
      />
      <span className={styles.rule} />
      <TidyMenu />
      <ArrangeMenu
        target={
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('arrange')} title={t('arrange')}>
            <IconLayoutDistributeHorizontal size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        }
      />
      <span className={styles.rule} />
    </>
  );
}

function TidyMenu() {
  const t = useTexts(toolbarTexts);
  const { tidy, isBusy } = useTidy();
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} loading={isBusy} aria-label={t('tidy')} title={t('tidy')}>
          <IconSparkles size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => tidy('new')}>
          {t('tidyNew')}
          <span className={styles.hint}>{t('tidyNewHint')}</span>
        </Menu.Item>
        <Menu.Item onClick={() => tidy('all')}>
          {t('tidyAll')}
          <span className={styles.hint}>{t('tidyAllHint')}</span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ToolProps {
  readonly icon: Icon;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon: Mark, label, isOff = false, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={label}
        className={styles.tool}
        aria-disabled={isOff}
        data-disabled={isOff || undefined}
        onClick={isOff ? undefined : onClick}
      >
        <Mark size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
