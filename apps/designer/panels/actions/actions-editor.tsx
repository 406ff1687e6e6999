import { emptyOf, membersOf } from '../schema-form/editor-kind.js';
import type { JsonObject } from '#kernel';
import type { ActionDocument } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';
import { useTexts } from '../../i18n/texts.js';
import { ActionCard, type ActionPatch } from './action-card.js';
import { StepPicker } from './step-picker.js';
import { actionTexts } from './texts.js';
import styles from './actions.module.css';

export interface ActionsEditorProps {
  readonly label: string;
  readonly actions: readonly ActionDocument[];
  readonly onAdd: (action: ActionDocument) => void;
  readonly onChange: (index: number, values: ActionPatch) => void;
  /** `to` counts without the action. */
  readonly onMove: (index: number, to: number) => void;
  readonly onRemove: (index: number) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  readonly problemsOf?: (index: number) => readonly string[];
  /** The one that is open from the start. */
  readonly openIndex?: number | 'all';
}

/** A new action of a kind, with what its step needs. */
export function newAction(kind: string): ActionDocument {
  const step = stepCatalogue().get(kind);
  if (!step) return { do: kind, with: { event: '' } };
  const needed = membersOf(step).filter(({ isRequired }) => isRequired);
  const input: JsonObject = Object.fromEntries(needed.map((member) => [member.name, member.default ?? emptyOf(member.editor)]));
  return { do: kind, with: input };
}

/** Steps in the order in which they are done. */
export function ActionsEditor({ label, actions, onAdd, onChange, onMove, onRemove, onBlur, isDisabled = false, problemsOf, openIndex }: ActionsEditorProps) {
  const t = useTexts(actionTexts);
  return (
    <div className={styles.actions} role="group" aria-label={label}>
      {actions.length === 0 && isDisabled && <p className="quiet">{t('none')}</p>}
      {actions.length > 0 && (
        <ol className={styles.cards}>
          {actions.map((action, n) => (
            <ActionCard
              key={`${n} ${action.do}`}
              action={action}
              number={n + 1}
              count={actions.length}
              onChange={(values) => onChange(n, values)}
              onMove={(to) => onMove(n, to)}
              onRemove={() => onRemove(n)}
              onBlur={onBlur}
              isDisabled={isDisabled}
              startsOpen={openIndex === 'all' || openIndex === n}
              problems={problemsOf?.(n) ?? []}
            />
          ))}
        </ol>
      )}
      {!isDisabled && <StepPicker use="action" onPick={(kind) => onAdd(newAction(kind))} />}
    </div>
  );
}
