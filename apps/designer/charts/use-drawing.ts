import { useEffect, useRef, useState } from 'react';
import { type ECharts, type EChartsCoreOption, init } from './drawing.js';

/** A drawing in a box: fits the box, follows the option, ends with the component. */
export function useDrawing(optionOf: (width: number) => EChartsCoreOption, onClick: (series: number, index: number) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<ECharts | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const made = init(element, null, { renderer: 'svg' });
    setDrawing(made);
    setWidth(element.clientWidth);
    const watcher = new ResizeObserver(() => {
      made.resize();
      setWidth(element.clientWidth);
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    if (drawing !== null && !drawing.isDisposed() && width > 0) drawing.setOption(optionOf(width), { notMerge: true });
  }, [drawing, optionOf, width]);
  useEffect(() => {
    if (drawing === null || drawing.isDisposed()) return;
    const press = (given: unknown): void => {
      const { seriesIndex = 0, dataIndex, dataType } = given as { readonly seriesIndex?: number; readonly dataIndex: number; readonly dataType?: string };
      if (dataType !== 'edge') onClick(seriesIndex, dataIndex);
    };
    drawing.on('click', press);
    return () => {
      if (!drawing.isDisposed()) drawing.off('click', press);
    };
  }, [drawing, onClick]);
  return { box, drawing };
}
