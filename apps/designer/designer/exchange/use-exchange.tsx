import { modals } from '@mantine/modals';
import { inLocale, type Text } from '#kernel';
import { useCanvasUiStore } from '../../canvas/canvas-ui.js';
import { Family, Router } from '../../canvas/routing/index.js';
import { sizesOf } from '../../canvas/scene/sizes.js';
import { boxesOf } from '../../document/placement/index.js';
import { deriveGraph, exportSvg } from '../../document/index.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { download } from '../../ui/download.js';
import { showDone } from '../../ui/show-done.js';
import { showNotice } from '../../ui/show-notice.js';
import { useDesignerStore } from '../use-designer.js';
import { pngOf } from './png-of.js';
import { exportText, importText, type TextFormat } from './formats.js';
import { exchangeTexts } from './texts.js';

export type ExportFormat = 'json' | 'svg' | 'png' | TextFormat;

export interface Exchange {
  save(format: ExportFormat): void;
  read(file: File): void;
}

/** Takes the pipeline out to files of other programs, and in. */
export function useExchange(): Exchange {
  const t = useTexts(exchangeTexts);
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  const refuse = (title: string, message: string): void => void showNotice({ color: 'red', title, message });
  const tellLost = (lost: readonly Text[]): void => {
    if (lost.length > 0) modals.open({ title: t('lost', { count: lost.length }), children: <Lost lost={lost} /> });
  };

  const svg = (): string => {
    const { graph } = store.getState();
    const drawn = ui.getState().drawn ?? graph.document;
    const { locale, rules } = store.getState();
    return exportSvg(deriveGraph(drawn, { locale, rules }), { sizes: sizesOf(graph), routes: routesOf(graph, drawn) });
  };

  const save = async (format: ExportFormat): Promise<void> => {
    const { history, locale, pipeline } = store.getState();
    if (format === 'json') return download(`${pipeline}.json`, new Blob([`${JSON.stringify(history.document, null, 2)}\n`], { type: 'application/json' }));
    if (format === 'svg') return download(`${pipeline}.svg`, new Blob([svg()], { type: 'image/svg+xml' }));
    if (format === 'png') return download(`${pipeline}.png`, await pngOf(svg()));
    const made = await exportText(history.document, format, locale);
    if (!made.ok) return refuse(t('failed', { why: '' }), made.error);
    download(format === 'mermaid' ? `${pipeline}.mmd` : `${pipeline}.xstate.json`, new Blob([made.value.text], { type: 'text/plain' }));
    tellLost(made.value.lost);
  };

  const read = async (file: File): Promise<void> => {
    const { history, actions, locale } = store.getState();
    const imported = await importText(await file.text(), history.document);
    if (!imported.ok)
      return refuse(
        t('refused', { name: file.name }),
        imported.error
          .slice(0, 5)
          .map(({ text }) => inLocale(text, locale))
          .join(' '),
      );
    if (!actions.replace(imported.value.document)) return;
    showDone(t('imported', { name: file.name }), actions.undo);
    tellLost(imported.value.lost);
  };

  return { save: (format) => void save(format), read: (file) => void read(file) };
}

function routesOf(graph: Parameters<typeof sizesOf>[0], drawn: Parameters<typeof boxesOf>[0]) {
  const { absolute } = boxesOf(drawn, sizesOf(graph));
  const lines = graph.edges.flatMap(({ id, source, target }) => (target === null ? [] : [{ id, source, target }]));
  const routes = new Router().update(absolute, lines, new Family(new Map(graph.nodes.map(({ id, parent }) => [id, parent]))));
  return new Map([...routes].map(([id, { points }]) => [id, points]));
}

function Lost({ lost }: { readonly lost: readonly Text[] }) {
  // The list opens outside of the designer.
  const { language } = useLanguage();
  return (
    <ul>
      {lost.map((item) => (
        <li key={item.en}>{inLocale(item, language)}</li>
      ))}
    </ul>
  );
}
