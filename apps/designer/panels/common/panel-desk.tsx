import type { ReactNode } from 'react';
import { useDesigner } from '../../designer/use-designer.js';
import { DeskProvider } from '../../rule-builder/index.js';

/** The words of the open pipeline, for a panel. */
export function PanelDesk({ children }: { readonly children: ReactNode }) {
  const document = useDesigner((state) => state.history.document);
  return <DeskProvider document={document}>{children}</DeskProvider>;
}
