import { type ComponentType, createContext, use } from 'react';
import type { ValueProps } from './value-props.js';

/** The editor of values inside a value. It comes in from above, as it is itself made of the editors that hold it. */
export const InnerEditorContext = createContext<ComponentType<ValueProps> | null>(null);

/** Edits one value inside another. */
export function InnerEditor(props: ValueProps) {
  const Editor = use(InnerEditorContext);
  if (Editor === null) throw new Error('There is no form around this value.');
  return <Editor {...props} />;
}
