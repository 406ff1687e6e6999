import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './figure.module.css';
import { optionOf } from './options/index.js';
import { paletteOf } from './palette.js';
import { type Spot, spotsOf } from './points.js';
import type { ChartSpec } from './spec.js';
import { summaryOf } from './summary.js';
import { chartTexts } from './texts.js';
import { sayIn } from './unit.js';
import { useDrawing } from './use-drawing.js';
import { useGo } from './use-go.js';
import { useWorldNames } from './world.js';

export interface ChartProps {
  readonly title: string;
  readonly spec: ChartSpec;
  readonly height: 'small' | 'usual' | 'tall';
}

const NO_NAMES: readonly string[] = [];

/** A drawing whose values can be clicked, and walked over with the arrow keys. */
export default function Chart({ title, spec, height }: ChartProps) {
  const t = useTexts(chartTexts);
  const format = useFormat();
  const scheme = useComputedColorScheme('light');
  const isStill = useReducedMotion();
  const go = useGo();
  const spots = useMemo(() => spotsOf(spec), [spec]);
  const names = useWorldNames(spec.kind === 'world' ? spec : null);
  const option = useCallback(
    (width: number) =>
      // Nothing is drawn before the map is there.
      spec.kind === 'world' && names === null
        ? {}
        : optionOf(
            spec,
            {
              palette: paletteOf(scheme),
              format,
              width,
              isStill,
              pair: (name, value) => t('pair', { name, value }),
              little: t('little'),
              much: t('much'),
            },
            names ?? NO_NAMES,
          ),
    [spec, scheme, format, isStill, names, t],
  );
  const open = (spot: Spot | undefined): void => {
    if (spot?.target) go(spot.target);
  };
  const press = useCallback(
    (series: number, index: number) => {
      const spot = spots.find((one) => one.series === series && one.index === index);
      if (spot?.target) go(spot.target);
    },
    [spots, go],
  );
  const { box, drawing } = useDrawing(option, press);
  const [place, setPlace] = useState<number | null>(null);
  const said = place === null ? undefined : spots[place];
  const walk = (event: KeyboardEvent): void => {
    const next = stepFrom(place, event.key, spots.length);
    if (next !== null) {
      event.preventDefault();
      setPlace(next);
      const spot = spots[next];
      drawing?.dispatchAction({ type: 'downplay' });
      drawing?.dispatchAction({ type: 'highlight', seriesIndex: spot?.series, dataIndex: spot?.index });
      drawing?.dispatchAction({ type: 'showTip', seriesIndex: spot?.series, dataIndex: spot?.index });
    } else if (event.key === 'Enter') open(said);
  };
  const leave = (): void => {
    setPlace(null);
    drawing?.dispatchAction({ type: 'downplay' });
    drawing?.dispatchAction({ type: 'hideTip' });
  };
  return (
    <>
      <div
        ref={box}
        className={styles.drawing}
        data-height={height}
        data-rows={spec.kind === 'rows' ? Math.min(24, spec.categories.length) : undefined}
        role="img"
        tabIndex={0}
        aria-label={t('summary', { title, facts: summaryOf(spec, format, t) })}
        onKeyDown={walk}
        onBlur={leave}
      />
      <p className="unseen" aria-live="polite">
        {said && t('point', { at: said.at, name: said.name, value: sayIn(format, said.unit, said.value) })}
      </p>
    </>
  );
}

/** Which value a key leads to; null for other keys. */
function stepFrom(place: number | null, key: string, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return place === null ? 0 : Math.min(count - 1, place + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return place === null ? count - 1 : Math.max(0, place - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
