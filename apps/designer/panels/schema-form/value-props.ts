import type { Json } from '#kernel';
import type { EditorKind } from './editor-kind.js';

/** What every editor of a value is given. */
export interface ValueProps {
  readonly label: string;
  readonly editor: EditorKind;
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
  /** Takes the value away altogether. */
  readonly onLeaveOut?: () => void;
}
