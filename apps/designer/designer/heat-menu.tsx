import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconFlame } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { HEATS, type HeatKind, heatOf } from '../canvas/heat/heat.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { toolbarTexts } from './toolbar-texts.js';
import { useDesigner, useDesignerActions } from './use-designer.js';
import styles from './toolbar.module.css';

/** Real history over the drawing: passages, waiting, drop-off. Not there before the pipeline is published. */
export function HeatMenu() {
  const may = useMay();
  const isPublished = useDesigner((state) => state.head.latestVersion > 0);
  return isPublished && may('insight.read') ? <Shown /> : null;
}

function Shown() {
  const t = useTexts(toolbarTexts);
  const [kind, setKind] = useState<HeatKind | null>(null);
  const isEmpty = useHeat(kind);
  const item = (value: HeatKind | null, label: string) => (
    <Menu.Item
      aria-current={kind === value || undefined}
      leftSection={<IconCheck size={16} visibility={kind === value ? 'visible' : 'hidden'} aria-hidden />}
      onClick={() => setKind(value)}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-start" width={264}>
      <Menu.Target>
        <ActionIcon variant={kind === null ? 'subtle' : 'light'} color={kind === null ? 'gray' : 'pine'} size={32} aria-label={t('heat')} title={t('heat')}>
          <IconFlame size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('heat')}</Menu.Label>
        {HEATS.map((value) => (
          <div key={value}>{item(value, t(value))}</div>
        ))}
        {item(null, t('heatOff'))}
        <p className={`${styles.hint} ${styles.note}`}>{isEmpty ? t('heatNone') : t('heatHint')}</p>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Puts the heat of a kind on the drawing, and takes it away again. Whether there is no history to show. */
function useHeat(kind: HeatKind | null): boolean {
  const format = useFormat();
  const pipeline = useDesigner((state) => state.pipeline);
  const edges = useDesigner((state) => state.graph.edges);
  const { setHeat } = useDesignerActions();
  const { data } = useAnswer('insightProcess', { query: { pipeline, level: 'state' } }, { enabled: kind !== null, staleMs: 60_000 });
  const heat = useMemo(() => (kind === null || data === undefined ? null : heatOf(data, kind, edges, format)), [kind, data, edges, format]);
  useEffect(() => setHeat(heat), [heat, setHeat]);
  useEffect(() => () => setHeat(null), [setHeat]);
  return kind !== null && data?.runs === 0;
}
